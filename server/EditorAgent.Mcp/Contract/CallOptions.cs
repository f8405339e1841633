namespace EditorAgent.Mcp.Contract;

public sealed record CallOptions
{
    /// <summary>Without an answer or a sign of progress.</summary>
    public TimeSpan IdleLimit { get; init; } = TimeSpan.FromSeconds(60);

    public TimeSpan TotalLimit { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>At most ten reports a second arrive.</summary>
    public IProgress<CallProgress>? Progress { get; init; }

    /// <summary>Who is to be asked when the server needs something to finish this call; null refuses.</summary>
    public ServerQuestions? Questions { get; init; }
}
