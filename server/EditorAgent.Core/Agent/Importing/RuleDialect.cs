namespace EditorAgent.Core.Agent.Importing;

/// <summary>How a program reads the subject of a rule.</summary>
internal enum RuleDialect
{
    /// <summary>Commands by their beginning, paths like gitignore.</summary>
    Claude,

    /// <summary>Both by globs over the whole text, in which <c>*</c> stops at a slash and names with a leading dot are passed over.</summary>
    Kimi,

    /// <summary>Commands by their first word, paths by globs.</summary>
    Cursor,
}
