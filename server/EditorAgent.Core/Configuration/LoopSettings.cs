namespace EditorAgent.Core.Configuration;

/// <summary>Bounds of the agent loop.</summary>
public sealed record LoopSettings
{
    /// <summary>Model requests in one turn, 1 to 1000.</summary>
    public int MaxStepsPerTurn { get; init; } = 300;

    /// <summary>Tries of one step, the first included.</summary>
    public int MaxAttemptsPerStep { get; init; } = 10;

    /// <summary>UTF-16 characters of a tool's output that the model sees; the rest goes to a spill file.</summary>
    public int ToolOutputLimit { get; init; } = 50_000;
}
