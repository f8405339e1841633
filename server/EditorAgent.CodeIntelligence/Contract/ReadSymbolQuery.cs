using System.Collections.Immutable;

namespace EditorAgent.CodeIntelligence.Contract;

/// <param name="Symbols">Symbol addresses, at most 10.</param>
/// <param name="With">Of <c>source</c>, <c>doc</c>, <c>members</c>, <c>base</c>, <c>refs-count</c>; empty is <c>source</c>.</param>
/// <param name="Budget">Most characters of the answer.</param>
public sealed record ReadSymbolQuery(ImmutableArray<string> Symbols, ImmutableArray<string> With, int Budget);
