using System.Collections.Immutable;

namespace EditorAgent.Core.Permissions;

/// <summary>A decision and what made it, for the journal, the user and <c>permissions explain</c>.</summary>
/// <param name="Decision">Allow, ask or deny.</param>
/// <param name="Reason">The deciding rule with its file and line, the session's grant, the mode, or the default; one line.</param>
public sealed record PermissionVerdict(PermissionDecision Decision, string Reason)
{
    public DecisionSource Source { get; init; } = new DecisionSource.Person();

    /// <summary>What is special about the call (<see cref="PermissionMarks"/>), whoever decided; shown with the question.</summary>
    public ImmutableArray<string> Marks { get; init; } = [];
}
