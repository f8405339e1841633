using System.Collections.Concurrent;
using EditorAgent.Protocol;
using EditorAgent.Protocol.Lifecycle;
using Microsoft.Extensions.Logging;
using StreamJsonRpc;
using RequestId = StreamJsonRpc.RequestId;

namespace EditorAgent.Host.AgentClientProtocol.Transport;

/// <summary>
/// Cancellation of single requests in ACP's words: the notification <c>$/cancel_request {requestId}</c>, in both directions. It is a
/// wish; the receiver still answers the request. A turn is cancelled by <c>session/cancel</c> instead.
/// </summary>
internal sealed partial class AcpCancellationStrategy : ICancellationStrategy
{
    private readonly ConcurrentDictionary<RequestId, CancellationTokenSource> incoming = new();
    private readonly JsonRpc rpc;
    private readonly ILogger logger;

    public AcpCancellationStrategy(JsonRpc rpc, ILogger logger)
    {
        this.rpc = rpc;
        this.logger = logger;
        var attribute = new JsonRpcMethodAttribute(AcpMethods.CancelRequest) { UseSingleObjectParameterDeserialization = true };
        rpc.AddLocalRpcMethod(((Action<CancelRequestNotification?>)this.CancelIncoming).Method, this, attribute);
    }

    public void IncomingRequestStarted(RequestId requestId, CancellationTokenSource cancellationTokenSource) =>
        this.incoming[requestId] = cancellationTokenSource;

    public void IncomingRequestEnded(RequestId requestId) => this.incoming.TryRemove(requestId, out _);

    /// <summary>Called from inside a cancellation callback, so the sending happens elsewhere; <see cref="TellPeerAsync"/> owns its failures.</summary>
    public void CancelOutboundRequest(RequestId requestId) => _ = Task.Run(() => this.TellPeerAsync(requestId));

    public void OutboundRequestEnded(RequestId requestId)
    {
    }

    private void CancelIncoming(CancelRequestNotification? request = null)
    {
        if (request is null || !this.incoming.TryGetValue(IdOf(request), out var source))
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
            await this.rpc.NotifyWithParameterObjectAsync(AcpMethods.CancelRequest, new CancelRequestNotification { RequestId = IdOf(requestId) });
        }
        catch (Exception exception) when (exception is ObjectDisposedException or ConnectionLostException or IOException or OperationCanceledException)
        {
            this.LogNotTold(requestId, exception.Message);
        }
    }

    private static RequestId IdOf(CancelRequestNotification request) =>
        request.RequestId.Number is { } number ? new RequestId(number) : new RequestId(request.RequestId.Text);

    private static Protocol.RequestId IdOf(RequestId id) =>
        id.Number is { } number ? new Protocol.RequestId(number) : new Protocol.RequestId(id.String!);

    [LoggerMessage(Level = LogLevel.Debug, Message = "ACP: the client was not told that request {Id} is cancelled: {Reason}")]
    private partial void LogNotTold(RequestId id, string reason);
}
