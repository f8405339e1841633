namespace EditorAgent.CodeIntelligence.Workers;

/// <summary>One line that the loader says; the last one has a path or a failure.</summary>
internal sealed record LoadReport
{
    /// <summary>For example <c>23/40 Api</c>.</summary>
    public string? Progress { get; init; }

    public string? StoredAt { get; init; }

    public string? Failure { get; init; }
}
