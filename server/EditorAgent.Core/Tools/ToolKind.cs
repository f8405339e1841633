namespace EditorAgent.Core.Tools;

/// <summary>What a client draws beside a call; the field's common list.</summary>
public enum ToolKind
{
    Read,
    Edit,
    Delete,
    Move,
    Search,
    Execute,
    Think,
    Fetch,
    Other,
}
