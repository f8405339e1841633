using System.Collections.Immutable;

namespace EditorAgent.Mcp.Audit;

/// <summary>Whether the records are as they were written.</summary>
/// <param name="Records">How many there are.</param>
/// <param name="Problems">One line for each place where they are not; empty when they are.</param>
public sealed record AuditVerification(long Records, ImmutableArray<string> Problems)
{
    public bool IsWhole => this.Problems.IsEmpty;
}
