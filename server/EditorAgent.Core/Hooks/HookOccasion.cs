namespace EditorAgent.Core.Hooks;

/// <summary>What has happened, or is about to.</summary>
public sealed record HookOccasion(HookEvent Event)
{
    /// <summary>Of <see cref="HookEvent.BeforeTool"/> and <see cref="HookEvent.AfterTool"/>.</summary>
    public HookCall? Call { get; init; }

    /// <summary>The user's words.</summary>
    public string? Prompt { get; init; }

    /// <summary>The model's last words, when it stops.</summary>
    public string? Answer { get; init; }

    /// <summary>How often hooks have sent the model back to work in this turn.</summary>
    public int? SentBack { get; init; }

    /// <summary>Why: <c>new</c> or <c>resumed</c> of a session's start, <c>automatic</c> or <c>manual</c> of a compaction.</summary>
    public string? Cause { get; init; }
}
