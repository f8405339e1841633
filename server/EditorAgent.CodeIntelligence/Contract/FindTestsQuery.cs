using System.Collections.Immutable;

namespace EditorAgent.CodeIntelligence.Contract;

/// <param name="Symbols">Symbol addresses; empty takes what changed since the session began.</param>
/// <param name="Budget">Most characters of the answer.</param>
public sealed record FindTestsQuery(ImmutableArray<string> Symbols, int Budget);
