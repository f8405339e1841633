namespace EditorAgent.Host.Gateway.Responses;

/// <summary>For a client that wants the whole response at once.</summary>
internal sealed class SilentSink : IEventSink
{
    public static SilentSink Instance { get; } = new();

    public bool IsLive => false;

    public ValueTask SendAsync(string type, ReadOnlyMemory<byte> data, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
