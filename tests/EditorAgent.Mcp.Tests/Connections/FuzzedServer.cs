using System.Collections.Immutable;
using EditorAgent.Mcp.Connections;
using EditorAgent.Mcp.Contract;
using EditorAgent.Mcp.Transport;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace EditorAgent.Mcp.Tests.Connections;

/// <summary>A server in this process that answers every request with the bytes it is given, whatever they are; without an id in them it says nothing is there.</summary>
internal sealed class FuzzedServer : IServerLink
{
    private readonly TaskCompletionSource<ServerException> over = new();
    private IServerInbox? inbox;
    private McpClient? client;

    public byte[] Answer { get; set; } = [];

    public Requester Requester { get; private set; } = null!;

    public CallOptions Options { get; private set; } = new();

    public string? SessionId => null;

    public ImmutableArray<string> ErrorTail => [];

    public bool AnswersOnTheWay => false;

    public bool IsPlain => true;

    public bool TurnedAway => false;

    public static async Task<FuzzedServer> StartAsync(ServerQuestions questions)
    {
        var server = new FuzzedServer { Options = new CallOptions { Questions = questions, TotalLimit = TimeSpan.FromMilliseconds(500) } };
        var pending = new PendingRequests();
        var desk = new QuestionDesk("fuzzed");
        var session = new SessionTransport(server, pending, _ => { }, isLegacy: false);
        server.client = await McpClient.CreateAsync(session, new McpClientOptions());
        session.IsConnected = true;
        server.Requester = new Requester("fuzzed", server.client, session, pending, desk, new AddressVisits(desk), new TaskNews(), server, TimeProvider.System);
        return server;
    }

    public Task OpenAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task SendAsync(JsonRpcMessage message, CancellationToken cancellationToken)
    {
        if (message is JsonRpcRequest { Method: "server/discover" } first)
        {
            var hello = """{"id":1,"result":{"resultType":"complete","supportedVersions":["2026-07-28"],"capabilities":{"tools":{}}}}"""u8.ToArray();
            this.inbox!.Accept(MessageParser.Parse(hello)!.Value with { Id = first.Id });
        }
        else if (message is JsonRpcRequest request)
        {
            var answer = MessageParser.Parse(this.Answer) is { Kind: IncomingKind.Answer or IncomingKind.Failure or IncomingKind.Broken } read ? read : new IncomingMessage(IncomingKind.Broken, default, "nothing there", default);
            this.inbox!.Accept(answer with { Id = request.Id });
        }

        return Task.CompletedTask;
    }

    public Task<ServerException> ReadAsync(IServerInbox inbox)
    {
        this.inbox = inbox;
        return this.over.Task;
    }

    public async ValueTask DisposeAsync()
    {
        if (this.over.TrySetResult(new ServerException(ServerFailureKind.Ended, "over")))
        {
            await this.client!.DisposeAsync();
        }
    }
}
