namespace EditorAgent.Host.Gateway.Responses;

/// <summary>Where the events of a response go.</summary>
internal interface IEventSink
{
    /// <summary>Whether anybody sees them: what was seen cannot be taken back.</summary>
    bool IsLive { get; }

    /// <param name="type">For example <c>response.created</c>.</param>
    /// <param name="data">The event as JSON, in one line.</param>
    /// <param name="cancellationToken">The client is gone.</param>
    ValueTask SendAsync(string type, ReadOnlyMemory<byte> data, CancellationToken cancellationToken);
}
