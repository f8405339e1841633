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

    /// <summary>
    /// What the user does about MCP servers before the prompt, in the editor (<c>grant</c> trusts the folder as it is, <c>list</c>, <c>trust NAME</c>, <c>test NAME</c>, <c>login NAME</c>,
    /// <c>close</c>, <c>open</c>) or in a terminal (<c>run ARGUMENTS</c>; <c>both ARGUMENTS</c> in two at once).
    /// </summary>
    public IReadOnlyList<string> Servers { get; init; } = [];
}
