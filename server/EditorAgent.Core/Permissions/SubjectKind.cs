namespace EditorAgent.Core.Permissions;

/// <summary>How the text in a rule's parentheses is read for a tool.</summary>
internal enum SubjectKind
{
    Path,
    Command,
    Address,
}
