using System.Text.Json;

namespace EditorAgent.Mcp.Audit;

/// <summary>One call, as it is audited. Time and chain are added by <see cref="CallAudit"/>, which also masks and hashes the arguments.</summary>
public sealed record CallRecord
{
    public required string Workspace { get; init; }

    public required string Server { get; init; }

    /// <summary>Hash of the server's identity.</summary>
    public required string ServerHash { get; init; }

    public required string Tool { get; init; }

    /// <summary>Hash of the tool's definition (<see cref="Trust.ToolPins.HashOf"/>).</summary>
    public string? ToolHash { get; init; }

    public required JsonElement Arguments { get; init; }

    public required string ApprovedBy { get; init; }

    public required string Rule { get; init; }

    public required TimeSpan Duration { get; init; }

    /// <summary><c>answered</c>, <c>tool_error</c>, <c>not_run</c>, <c>unknown</c>, <c>unreadable</c>, <c>cached</c>.</summary>
    public required string Outcome { get; init; }

    public long ResultBytes { get; init; }

    public string? ResultHash { get; init; }

    public int Attempts { get; init; } = 1;

    /// <summary>Where the structured content violates the output schema.</summary>
    public string? SchemaComplaint { get; init; }

    public required string CallId { get; init; }
}
