using System.Collections.Immutable;

namespace EditorAgent.Core.Hooks;

/// <summary>What all hooks of one event came to: the strictest decision counts, and all that was said.</summary>
/// <param name="Decision">The strictest.</param>
/// <param name="Reason">One line of the first hook that decided so; empty when none did.</param>
/// <param name="Messages">What the user's hooks said, in the order in which they are configured.</param>
public sealed record HookVerdict(HookDecision Decision, string Reason, ImmutableArray<string> Messages)
{
    public static HookVerdict Nothing { get; } = new(HookDecision.None, "", []);
}
