using System.Collections.Immutable;
using EditorAgent.Core.Models;

namespace EditorAgent.Core.Sessions;

/// <summary>The tokens of one turn.</summary>
/// <param name="Turn">The turn; null for answers outside any, which damaged journals hold.</param>
/// <param name="At">When it began.</param>
/// <param name="ByModel">By the name under which the user chose the model; empty where the journal does not tell.</param>
public sealed record TurnUsage(TurnId? Turn, DateTimeOffset At, ImmutableSortedDictionary<string, TokenUsage> ByModel);
