namespace EditorAgent.Mcp.Hub;

/// <summary>How much of a session one server may have.</summary>
public sealed record HubLimits
{
    /// <summary>Calls of one server that run at the same time; further ones wait.</summary>
    public int ConcurrentCalls { get; init; } = 8;

    /// <summary>Of one server, in the long run; a burst may be <see cref="CallBurst"/>. What is over it waits.</summary>
    public double CallsPerSecond { get; init; } = 20;

    public int CallBurst { get; init; } = 200;

    /// <summary>Of one server, in one turn; what is over it is refused until the next one.</summary>
    public int CallsPerTurn { get; init; } = 500;

    /// <summary>Of one server, in one session; what is over it is refused.</summary>
    public int CallsPerSession { get; init; } = 10_000;

    /// <summary>How long an answer of a tool that only reads, by the believed word of its server, may be used again. Zero: never.</summary>
    public TimeSpan AnswerLifetime { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long ending may take before what is left of a server is no longer waited for.</summary>
    public TimeSpan EndLimit { get; init; } = TimeSpan.FromSeconds(10);
}
