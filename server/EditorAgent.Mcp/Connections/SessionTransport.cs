using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using EditorAgent.Mcp.Contract;
using EditorAgent.Mcp.Transport;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace EditorAgent.Mcp.Connections;

/// <summary>
/// What the SDK's client sees of a link. It does the handshake and dresses our requests; answers to them come to us directly and it only learns that
/// they are done, and notifications and questions never reach it: it would handle them out of order and without a limit.
/// </summary>
/// <param name="link">Owned.</param>
/// <param name="pending">Our requests.</param>
/// <param name="heard">Handles what is no answer.</param>
/// <param name="isLegacy">The server is known not to understand the newest revision's first question: it is spared it.</param>
internal sealed class SessionTransport(IServerLink link, PendingRequests pending, Action<IncomingMessage> heard, bool isLegacy) : IClientTransport, ITransport, IServerInbox
{
    private readonly Channel<JsonRpcMessage> toSdk = Channel.CreateUnbounded<JsonRpcMessage>(new UnboundedChannelOptions { SingleReader = true });
    private readonly TaskCompletionSource<ServerException> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task? reading;
    private int isDisposed;

    public string Name => "server";

    public string? SessionId => link.SessionId;

    public ChannelReader<JsonRpcMessage> MessageReader => this.toSdk.Reader;

    /// <summary>Why it is over.</summary>
    public Task<ServerException> Ended => this.ended.Task;

    /// <summary>Changes what the SDK put into a request of ours.</summary>
    public Action<JsonRpcRequest, PendingRequest>? Dress { get; set; }

    /// <summary>Until the handshake is done, answers that are not ours are the SDK's.</summary>
    public bool IsConnected { get; set; }

    public async Task<ITransport> ConnectAsync(CancellationToken cancellationToken = default)
    {
        await link.OpenAsync(cancellationToken);
        this.reading = this.ReadAsync();
        return this;
    }

    public Task SendMessageAsync(JsonRpcMessage message, CancellationToken cancellationToken = default)
    {
        if (message is JsonRpcRequest request)
        {
            if (isLegacy && request.Method == RequestMethods.ServerDiscover)
            {
                this.toSdk.Writer.TryWrite(new JsonRpcError { Id = request.Id, Error = new JsonRpcErrorDetail { Code = (int)McpErrorCode.MethodNotFound, Message = "spared" } });
                return Task.CompletedTask;
            }

            if (pending.Find(request.Id) is { } ours)
            {
                this.Dress?.Invoke(request, ours);
            }
        }

        return link.SendAsync(message, cancellationToken);
    }

    public bool IsAwaiting => pending.Any;

    public bool IsAwaited(RequestId id) => pending.Find(id) is not null;

    public bool MayLeave(RequestId id) => pending.MayLeave(id);

    public void TurnAway(RequestId id) => pending.Find(id)?.TurnAway();

    public bool Accept(IncomingMessage message)
    {
        if (message.Kind is IncomingKind.Notification or IncomingKind.Question)
        {
            heard(message);
            return false;
        }

        if (pending.Take(message.Id) is { } ours)
        {
            Deliver(message, ours);
            if (!link.IsPlain)
            {
                this.toSdk.Writer.TryWrite(new JsonRpcResponse { Id = message.Id, Result = null });
            }

            return true;
        }

        if (!this.IsConnected)
        {
            this.toSdk.Writer.TryWrite(ForSdk(message));
        }

        return false;
    }

    public void End(ServerException reason)
    {
        if (this.ended.TrySetResult(reason))
        {
            pending.End(reason);

            // Without the reason: the SDK would show it in place of its own.
            this.toSdk.Writer.TryComplete();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref this.isDisposed, 1) != 0)
        {
            return;
        }

        await link.DisposeAsync();
        if (this.reading is { } running)
        {
            await running;
        }

        this.toSdk.Writer.TryComplete();
    }

    private static void Deliver(IncomingMessage message, PendingRequest ours)
    {
        switch (message.Kind)
        {
            case IncomingKind.Answer when message.IsAlone:
                ours.CompleteHere(message.Payload);
                break;
            case IncomingKind.Answer:
                ours.Complete(message.Payload);
                break;
            case IncomingKind.Failure:
                ours.Fail(Failures.OfError(message.Payload));
                break;
            default:
                ours.Fail(new ServerException(ServerFailureKind.Unreadable, $"The server's answer cannot be read: {message.Method}.") { WasSent = true });
                break;
        }
    }

    private static JsonRpcMessage ForSdk(IncomingMessage message) => message.Kind switch
    {
        IncomingKind.Answer => new JsonRpcResponse { Id = message.Id, Result = NodeOf(message.Payload) },
        IncomingKind.Failure => new JsonRpcError { Id = message.Id, Error = Failures.DetailOf(message.Payload) },
        _ => new JsonRpcError { Id = message.Id, Error = new JsonRpcErrorDetail { Code = (int)McpErrorCode.ParseError, Message = message.Method } },
    };

    private static JsonNode? NodeOf(JsonElement result) => result.ValueKind is JsonValueKind.Object ? JsonObject.Create(result) : null;

    private async Task ReadAsync()
    {
        ServerException reason;
        try
        {
            reason = await link.ReadAsync(this);
        }
        catch (Exception failure)
        {
            reason = failure as ServerException ?? new ServerException(ServerFailureKind.Ended, $"The connection to the server was given up: {failure.GetType().Name}.", failure);
        }

        this.End(reason);
    }
}
