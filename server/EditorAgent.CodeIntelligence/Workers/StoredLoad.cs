namespace EditorAgent.CodeIntelligence.Workers;

/// <summary>A solution in the cache, ready for the workers.</summary>
/// <param name="Path">The stored solution; null when there is none.</param>
/// <param name="StartedAt">When what it is based on was looked at.</param>
internal sealed record StoredLoad(string? Path, DateTimeOffset StartedAt)
{
    /// <summary>Why there is none, for the model.</summary>
    public string? Failure { get; init; }

    public int Generation { get; init; }
}
