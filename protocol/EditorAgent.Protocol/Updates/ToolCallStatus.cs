namespace EditorAgent.Protocol.Updates;

/// <summary>Where a tool call is.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<ToolCallStatus>))]
public enum ToolCallStatus
{
    Pending,
    InProgress,
    Completed,
    Failed,
}
