namespace EditorAgent.Host.LoopbackHttp;

/// <summary>What a client can cost us at most.</summary>
internal sealed record LoopbackBounds
{
    /// <summary>Bytes of a request's body.</summary>
    public long RequestBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>Bytes of all headers of a request together.</summary>
    public int HeaderBytes { get; init; } = 32 * 1024;

    public int Headers { get; init; } = 64;

    /// <summary>Connections at a time; what comes above is closed at once.</summary>
    public int Connections { get; init; } = 64;

    /// <summary>How long a client may take to send its headers.</summary>
    public TimeSpan HeaderTime { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long requests that are under way may go on after a stop was asked for.</summary>
    public TimeSpan StopGrace { get; init; } = TimeSpan.FromSeconds(1);
}
