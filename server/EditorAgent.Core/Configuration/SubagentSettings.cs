namespace EditorAgent.Core.Configuration;

/// <summary>Bounds of subagents.</summary>
public sealed record SubagentSettings
{
    /// <summary>Model requests that one of them may make for a task; never more than a turn of the session has.</summary>
    public int MaxSteps { get; init; } = 60;
}
