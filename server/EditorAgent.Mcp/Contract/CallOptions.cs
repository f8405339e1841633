namespace EditorAgent.Mcp.Contract;

public sealed record CallOptions
{
    /// <summary>Without an answer or a sign of progress.</summary>
    public TimeSpan IdleLimit { get; init; } = TimeSpan.FromSeconds(60);

    public TimeSpan TotalLimit { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>At most ten reports a second arrive.</summary>
    public IProgress<CallProgress>? Progress { get; init; }

    /// <summary>Told the id when the call became a task at its server. From any thread; returns at once.</summary>
    public Action<string>? TaskBegan { get; init; }

    /// <summary>Told when that task is over for us: the server said so, or was asked to stop it.</summary>
    public Action? TaskOver { get; init; }

    /// <summary>Who is to be asked when the server needs something to finish this call; null refuses.</summary>
    public ServerQuestions? Questions { get; init; }
}
