using System.Collections.Immutable;

namespace EditorAgent.Core.Hooks;

/// <summary>What the workspace's hooks have to do with an occasion.</summary>
/// <param name="Hooks">Those that run.</param>
/// <param name="Otherwise">What holds because hooks that were meant cannot be told.</param>
/// <param name="Problem">Why they cannot, for the user; null when all can.</param>
internal sealed record WorkspaceHookCheck(ImmutableArray<Hook> Hooks, HookDecision Otherwise = HookDecision.None, string? Problem = null)
{
    public static WorkspaceHookCheck Nothing { get; } = new([]);
}
