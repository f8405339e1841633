using System.Collections.Immutable;
using EditorAgent.Core.Models;
using EditorAgent.Core.Sessions;

namespace EditorAgent.Host.CommandLine;

/// <summary>A session and what it took.</summary>
/// <param name="Title">Null where it was not looked up.</param>
internal sealed record UsedSession(SessionId Id, string? Title, ImmutableArray<TurnUsage> Turns)
{
    /// <summary>All of it, model by model.</summary>
    public IEnumerable<(string Model, TokenUsage Usage)> ByModel =>
        this.Turns.SelectMany(turn => turn.ByModel).GroupBy(part => part.Key, StringComparer.Ordinal).Select(group => (group.Key, group.Aggregate(default(TokenUsage), (sum, part) => sum + part.Value)));
}
