using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net;
using System.Text.Json;
using EditorAgent.Core.Configuration.Mcp;
using EditorAgent.Mcp.Contract;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace EditorAgent.Mcp.Transport;

/// <summary>A server spoken to over HTTP, streamable or the older kind with one stream of events: what the SDK does there, between guards of ours.</summary>
internal sealed class HttpLink : IServerLink
{
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan LongerThanAnyLogin = TimeSpan.FromHours(1);

    private readonly ServerEndpoint endpoint;
    private readonly TimeProvider time;
    private readonly MessageGate gate;
    private readonly OriginHandler origin;
    private readonly HttpClient client;
    private readonly HttpClientTransport transport;
    private readonly HttpTransportMode mode;

    /// <summary>Questions that came in the answer to a request of ours, until they are handed over.</summary>
    private readonly ConcurrentDictionary<RequestId, RequestId> during = new();
    private readonly CancellationTokenSource broken = new();
    private ServerException? violation;
    private IServerInbox? inbox;
    private ITransport? session;
    private ServerException? refusal;

    public HttpLink(ServerEndpoint endpoint, TimeProvider time)
    {
        this.endpoint = endpoint;
        this.time = time;
        this.gate = new MessageGate(endpoint.Name, time);
        this.mode = ModeOf(endpoint);
        var network = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = endpoint.ConnectLimit,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            MaxResponseHeadersLength = 64,
            MaxResponseDrainSize = 0,
        };
        this.origin = new OriginHandler(endpoint.Name, endpoint.Url!, endpoint.Headers, network)
        {
            MayLeave = () => RequestFlow.Current is not { } request || this.inbox?.MayLeave(request) is not false,
            SessionForgotten = () =>
            {
                if (RequestFlow.Current is { } request)
                {
                    this.inbox?.TurnAway(request);
                }
            },
            GuardEvents = stream => new EventStreamGuard(endpoint.Name, stream, this.gate, id => this.inbox?.IsAwaited(id) ?? false, (question, request) => this.during[question] = request, this.Break),
        };
        this.client = new HttpClient(endpoint.Authorization.Around?.Invoke(this.origin) ?? this.origin) { Timeout = Timeout.InfiniteTimeSpan };
        this.transport = new HttpClientTransport(
            new HttpClientTransportOptions
            {
                Endpoint = endpoint.Url!,
                Name = endpoint.Name,
                TransportMode = this.mode,

                // Whoever connects has the clock that stands still while a person logs in.
                ConnectionTimeout = endpoint.Authorization.Logins is null ? endpoint.ConnectLimit : LongerThanAnyLogin,
                AdditionalHeaders = new Dictionary<string, string> { [OriginHandler.Mark] = "1" },
                OAuth = endpoint.Authorization.OAuth,
            },
            this.client,
            loggerFactory: null,
            ownsHttpClient: true);
    }

    public string? SessionId => this.session?.SessionId;

    public ImmutableArray<string> ErrorTail => [];

    public bool IsPlain => false;

    public bool AnswersOnTheWay => this.Transport is McpTransport.Http;

    public bool TurnedAway => this.origin.TurnedAway;

    /// <summary>Which kind the server turned out to speak.</summary>
    public McpTransport Transport => this.mode switch
    {
        HttpTransportMode.Sse => McpTransport.Sse,
        HttpTransportMode.StreamableHttp => McpTransport.Http,
        _ => this.origin.AnswersAtEndpoint ? McpTransport.Http : McpTransport.Sse,
    };

    public async Task OpenAsync(CancellationToken cancellationToken) => this.session = await this.transport.ConnectAsync(cancellationToken);

    public async Task SendAsync(JsonRpcMessage message, CancellationToken cancellationToken)
    {
        RequestFlow.Current = (message as JsonRpcRequest)?.Id;
        try
        {
            await this.session!.SendMessageAsync(message, cancellationToken);
        }
        catch (ServerException failure) when (failure.Kind is ServerFailureKind.LoginNeeded)
        {
            // The SDK closes its side when the first message fails; the close must not hide why.
            this.refusal = failure;
            throw;
        }
    }

    public async Task<ServerException> ReadAsync(IServerInbox inbox)
    {
        this.inbox = inbox;
        try
        {
            await foreach (var message in this.session!.MessageReader.ReadAllAsync(this.broken.Token))
            {
                if (this.Taken(message) is { } taken)
                {
                    inbox.Accept(taken);
                }
            }
        }
        catch (ClientTransportClosedException closed)
        {
            return this.EndOf(closed);
        }
        catch (ServerException failure)
        {
            return failure;
        }
        catch (OperationCanceledException)
        {
            return this.violation!;
        }

        return this.refusal ?? new ServerException(ServerFailureKind.Ended, $"The connection to the server {this.endpoint.Name} was closed.");
    }

    public async ValueTask DisposeAsync()
    {
        var ending = this.session is { } running ? running.DisposeAsync().AsTask() : Task.CompletedTask;
        try
        {
            // It says goodbye to the server, which may not listen.
            await ending.WaitAsync(Farewell, this.time);
        }
        catch (Exception)
        {
            // It is left without a goodbye; what is still on its way breaks with the client.
        }

        await this.transport.DisposeAsync();
    }

    /// <summary>The server sent on a stream of its own what it must not: the connection ends with it.</summary>
    private void Break(ServerException failure)
    {
        if (Interlocked.CompareExchange(ref this.violation, failure, null) is null)
        {
            this.broken.Cancel();
        }
    }

    private static HttpTransportMode ModeOf(ServerEndpoint endpoint) => (endpoint.Transport, endpoint.KnownEra?.Transport) switch
    {
        (McpTransport.Sse, _) or (_, McpTransport.Sse) => HttpTransportMode.Sse,
        (_, McpTransport.Http) => HttpTransportMode.StreamableHttp,
        _ => HttpTransportMode.AutoDetect,
    };

    private ServerException EndOf(ClientTransportClosedException closed) => closed.Details switch
    {
        HttpClientCompletionDetails { HttpStatusCode: HttpStatusCode.NotFound } => new ServerException(ServerFailureKind.SessionLost, $"The server {this.endpoint.Name} does not know our session any more.", closed),
        { Exception: ServerException failure } => failure,
        _ => new ServerException(ServerFailureKind.Ended, $"The connection to the server {this.endpoint.Name} broke.", closed),
    };

    private IncomingMessage? Taken(JsonRpcMessage message) => message switch
    {
        JsonRpcResponse answer => new IncomingMessage(IncomingKind.Answer, answer.Id, "", answer.Result.ToElement()),
        JsonRpcError error => new IncomingMessage(IncomingKind.Failure, error.Id, "", JsonSerializer.SerializeToElement(error.Error, McpJsonUtilities.DefaultOptions.GetTypeInfo(typeof(JsonRpcErrorDetail)))),
        JsonRpcRequest question => new IncomingMessage(IncomingKind.Question, question.Id, question.Method, question.Params.ToElement())
        {
            During = this.during.TryRemove(question.Id, out var request) ? request : null,
        },
        JsonRpcNotification notification => new IncomingMessage(IncomingKind.Notification, default, notification.Method, notification.Params.ToElement()),
        _ => null,
    };
}
