namespace EditorAgent.CodeIntelligence.LanguageServers.Client;

/// <summary>What one server may take of this process.</summary>
internal sealed record LspLimits
{
    /// <summary>In bytes.</summary>
    public int LargestMessage { get; init; } = 16 * 1024 * 1024;

    /// <summary>Requests of the server that are not answered yet.</summary>
    public int MostOpenRequests { get; init; } = 256;

    /// <summary>Messages that may come at once; as many more each second are read <see cref="MessagesPerSecond"/>.</summary>
    public int MessageBurst { get; init; } = 20_000;

    public int MessagesPerSecond { get; init; } = 2_000;

    /// <summary>How often reading is paused for a second before the server is given up.</summary>
    public int MostPauses { get; init; } = 10;

    /// <summary>How long a question waits for a server to start; the start goes on behind it.</summary>
    public TimeSpan StartDeadline { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Of a question, and of a request where nobody says more.</summary>
    public TimeSpan RequestDeadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Of the first question after a start: projects are loaded with it.</summary>
    public TimeSpan FirstDeadline { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long an idle server that publishes diagnostics is waited for.</summary>
    public TimeSpan Settle { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>What a server that publishes diagnostics has to be silent for to count as done.</summary>
    public TimeSpan Quiet { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How long after its deadline a request that was cancelled may stay unanswered before the server counts as hanging.</summary>
    public TimeSpan CancellationGrace { get; init; } = TimeSpan.FromSeconds(5);
}
