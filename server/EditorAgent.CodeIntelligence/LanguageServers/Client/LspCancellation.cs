using System.Collections.Concurrent;
using EditorAgent.CodeIntelligence.LanguageServers.Protocol;
using StreamJsonRpc;

namespace EditorAgent.CodeIntelligence.LanguageServers.Client;

/// <summary><c>$/cancelRequest</c> in both directions.</summary>
internal sealed class LspCancellation(JsonRpc rpc) : ICancellationStrategy
{
    private readonly ConcurrentDictionary<RequestId, CancellationTokenSource> incoming = new();

    public void IncomingRequestStarted(RequestId requestId, CancellationTokenSource cancellationTokenSource) => this.incoming[requestId] = cancellationTokenSource;

    public void IncomingRequestEnded(RequestId requestId) => this.incoming.TryRemove(requestId, out _);

    /// <summary>Called from inside a cancellation callback, so the sending happens elsewhere; <see cref="TellPeerAsync"/> owns its failures.</summary>
    public void CancelOutboundRequest(RequestId requestId) => _ = Task.Run(() => this.TellPeerAsync(requestId));

    public void OutboundRequestEnded(RequestId requestId)
    {
    }

    /// <summary>The server gives a request of its own up.</summary>
    public void CancelIncoming(RequestId requestId)
    {
        if (!this.incoming.TryGetValue(requestId, out var source))
        {
            return;
        }

        try
        {
            source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The request ended in the same moment.
        }
    }

    private async Task TellPeerAsync(RequestId requestId)
    {
        try
        {
            await rpc.NotifyWithParameterObjectAsync("$/cancelRequest", new CancelParams(requestId.Number ?? 0));
        }
        catch (Exception exception) when (exception is ObjectDisposedException or ConnectionLostException or IOException or OperationCanceledException or InvalidOperationException)
        {
            // The connection is going; then the request ends with it.
        }
    }
}
