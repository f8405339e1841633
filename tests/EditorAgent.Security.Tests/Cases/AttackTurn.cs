namespace EditorAgent.Security.Tests.Cases;

/// <summary>A prompt and what the model does about it.</summary>
internal sealed record AttackTurn
{
    public string? User { get; init; }

    /// <summary>What the model says beside its first call.</summary>
    public string? Says { get; init; }

    public IReadOnlyList<AttackCall> Calls { get; init; } = [];

    /// <summary>A script run in the workspace before the prompt: what somebody else changes meanwhile.</summary>
    public IReadOnlyList<string> Before { get; init; } = [];
}
