using System.Text.Json;

namespace EditorAgent.Mcp.Audit;

/// <summary>
/// What of a record is known before the call is answered. To mask, hash and write it is the dear part of a record; it is done once, best with
/// <see cref="CallAudit.Expect"/> while the server works.
/// </summary>
public sealed record AuditedCall
{
    private byte[]? members;

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

    public required string CallId { get; init; }

    internal void Prepare() => this.members ??= AuditRecordJson.MembersOf(this);

    /// <summary>As JSON, between the braces.</summary>
    internal byte[] Members => this.members ??= AuditRecordJson.MembersOf(this);
}
