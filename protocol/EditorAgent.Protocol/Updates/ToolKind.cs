namespace EditorAgent.Protocol.Updates;

/// <summary>What a client draws beside a tool call.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<ToolKind>))]
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
    SwitchMode,
    Other,
}
