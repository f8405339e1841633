namespace EditorAgent.Mcp.Audit;

/// <summary>One call and what became of it, as it is audited. Time and chain are added by <see cref="CallAudit"/>.</summary>
public sealed record CallRecord
{
    public required AuditedCall Call { get; init; }

    public required TimeSpan Duration { get; init; }

    /// <summary><c>answered</c>, <c>tool_error</c>, <c>not_run</c>, <c>unknown</c>, <c>unreadable</c>, <c>cached</c>.</summary>
    public required string Outcome { get; init; }

    public long ResultBytes { get; init; }

    public string? ResultHash { get; init; }

    public int Attempts { get; init; } = 1;

    /// <summary>Where the structured content violates the output schema.</summary>
    public string? SchemaComplaint { get; init; }
}
