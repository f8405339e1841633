namespace EditorAgent.Protocol.Extensions;

public sealed record McpAuditRecord
{
    /// <summary>ISO 8601, UTC.</summary>
    public required string Time { get; init; }

    public required string Server { get; init; }

    public required string Tool { get; init; }

    /// <summary>Masked.</summary>
    public required string Arguments { get; init; }

    /// <summary><c>person</c>, <c>rule</c>, <c>grant</c> or <c>mode</c>.</summary>
    public required string ApprovedBy { get; init; }

    public required string Rule { get; init; }

    public required string Outcome { get; init; }

    public required int DurationMs { get; init; }

    public required long ResultBytes { get; init; }
}
