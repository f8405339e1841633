namespace EditorAgent.Core.Configuration;

/// <summary>Bounds of code intelligence.</summary>
public sealed record CodeSettings
{
    /// <summary>Without it there are no code tools, and edits report no diagnostics.</summary>
    public bool IsEnabled { get; init; } = true;

    /// <summary>Of the C# worker, in megabytes; above it what was not asked about for longest is dropped and made again when needed.</summary>
    public int MemoryCeiling { get; init; } = 1_000;
}
