using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using EditorAgent.Fuzzing;
using EditorAgent.Mcp.Connections;
using EditorAgent.Mcp.Contract;
using EditorAgent.Mcp.Transport;
using Xunit;

namespace EditorAgent.Mcp.Tests.Connections;

/// <summary>Whatever bytes a server writes, they are read, refused or skipped; nothing else is ever thrown.</summary>
public sealed class ServerOutputFuzzTests
{
    private static readonly string[] Corpus =
    [
        """{"jsonrpc":"2.0","id":"ea-1","result":{"content":[{"type":"text","text":"hi"},{"type":"image","data":"AQID","mimeType":"image/png"},{"type":"resource","resource":{"uri":"file:///a","blob":"AQID"}}],"structuredContent":{"a":[1,2.5e300,null]},"isError":false}}""",
        """{"jsonrpc":"2.0","id":"ea-1","result":{"tools":[{"name":"t","description":"d","inputSchema":{"type":"object","properties":{"a":{"type":"string","x-mcp-header":"A"}}},"annotations":{"readOnlyHint":true}}],"nextCursor":"c","ttlMs":1000,"cacheScope":"public"}}""",
        """{"jsonrpc":"2.0","id":"ea-1","result":{"resultType":"input_required","inputRequests":{"q":{"method":"elicitation/create","params":{"message":"m","requestedSchema":{"type":"object","properties":{"a":{"type":"string","default":"x"}}}}}},"requestState":"s"}}""",
        """{"jsonrpc":"2.0","id":"ea-1","result":{"messages":[{"role":"user","content":{"type":"text","text":"p"}}],"contents":[{"uri":"u","text":"t"}],"completion":{"values":["a","b"]}}}""",
        """{"jsonrpc":"2.0","id":"ea-1","error":{"code":-32042,"message":"m","data":{"elicitations":[{"mode":"url","elicitationId":"i","url":"https://a","message":"m"}]}}}""",
        """{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":"ea-1","progress":1,"total":2,"message":"m"}}""",
        """{"jsonrpc":"2.0","method":"notifications/message","params":{"level":"info","logger":"l","data":{"a":"b"}}}""",
        """{"jsonrpc":"2.0","method":"notifications/resources/updated","params":{"uri":"file:///a","_meta":{"io.modelcontextprotocol/subscriptionId":"ea-1"}}}""",
        """{"jsonrpc":"2.0","id":7,"method":"sampling/createMessage","params":{"maxTokens":10,"systemPrompt":"s","messages":[{"role":"user","content":[{"type":"text","text":"t"}]}]}}""",
        """{"jsonrpc":"2.0","id":"q","method":"elicitation/create","params":{"mode":"url","message":"m","url":"https://a","elicitationId":"i"}}""",
    ];

    private static readonly string[] Words = ["\"id\"", "\"result\"", "\"error\"", "\"method\"", "\"params\"", "\"content\"", "\"type\"", "\"text\"", "\"data\"", "\"tools\"", "\"resultType\"", "\"task\"", "\"ea-1\"", "\"nextCursor\""];

    private static readonly ServerQuestions Questions = new()
    {
        Elicit = (_, _) => Task.FromResult(new ElicitationReply(ElicitationAction.Accept, null)),
        ShowsAddresses = true,
        Sample = (question, _) => Task.FromResult(new SamplingReply("", "m", "endTurn")),
        ListRoots = _ => Task.FromResult(ImmutableArray<RootFolder>.Empty),
    };

    [Fact]
    public Task Message_WhateverAServerWrites_IsReadOrRefused() =>
        FuzzRun.AllAsync(new ByteMutator(FuzzBudget.Seed, Corpus, Words), FuzzBudget.Iterations, ReadAsync);

    [Fact]
    public async Task Requests_WhateverAServerAnswers_EndInAResultOrATypedFailure()
    {
        await using var server = await FuzzedServer.StartAsync(Questions);

        await FuzzRun.AllAsync(new ByteMutator(FuzzBudget.Seed, Corpus, Words), FuzzBudget.Iterations / 4, async bytes =>
        {
            server.Answer = bytes;
            await TypedAsync(() => server.Requester.SendAsync("tools/call", [], server.Options, CancellationToken.None));
            await TypedAsync(() => new ListReader<ServerTool>("tools/list", "tools", ToolReader.Read).ReadAsync(server.Requester, CancellationToken.None));
        });
    }

    [Fact]
    public Task EventStream_WhateverAServerWrites_EndsOrIsRefused() => FuzzRun.AllAsync(
        new ByteMutator(FuzzBudget.Seed, Corpus.Select(message => $"event: message\nid: 1\nretry: 5\ndata: {message}\n\n: comment\ndata: a\r\ndata: b\r\n\r\n"), [.. Words, "data:", "event:", "\n\n", ":"]),
        FuzzBudget.Iterations / 4,
        StreamAsync);

    private static async Task ReadAsync(byte[] bytes)
    {
        var lines = new BoundedLines("s", new MemoryStream([.. bytes, (byte)'\n']));
        var pending = new PendingRequests();
        using var run = new RequestRun(new CallOptions { Progress = new Progress<CallProgress>() }, TimeProvider.System, CancellationToken.None);
        pending.Add(run);
        var desk = new QuestionDesk("s");
        var notifications = new NotificationDesk(new ServerEvents { ListChanged = _ => { }, ResourceChanged = _ => { }, Said = (_, _) => { } }, pending, new AddressVisits(desk));
        notifications.Watched["file:///a"] = 1;
        while (await lines.ReadAsync(CancellationToken.None) is { } line)
        {
            if (MessageParser.Parse(line) is { } message)
            {
                await TakeAsync(message, notifications, desk);
            }
        }
    }

    private static async Task TakeAsync(IncomingMessage message, NotificationDesk notifications, QuestionDesk desk)
    {
        switch (message.Kind)
        {
            case IncomingKind.Notification:
                notifications.Take(message.Method, message.Payload);
                break;
            case IncomingKind.Question:
                await RefusedAsync(() => desk.AnswerAsync(message.Method, message.Payload, Questions, CancellationToken.None));
                break;
            case IncomingKind.Failure:
                _ = Failures.OfError(message.Payload);
                break;
            case IncomingKind.Answer:
                Read(message.Payload);
                break;
        }
    }

    private static void Read(JsonElement result)
    {
        Action<JsonElement>[] readers = [value => AnswerReader.Read(value), value => AnswerReader.Prompt(value), value => AnswerReader.Resources(value), value => AnswerReader.Completions(value), value => CacheAdvices.Of(value)];
        foreach (var reader in readers)
        {
            try
            {
                reader(result);
            }
            catch (ServerException failure) when (failure.Kind is ServerFailureKind.Unreadable)
            {
                // A typed refusal.
            }
        }
    }

    private static async Task StreamAsync(byte[] bytes)
    {
        var gate = new MessageGate("s", TimeProvider.System);
        await using var guard = new EventStreamGuard("s", new MemoryStream(bytes), gate, _ => true, (_, _) => { }, _ => { });
        try
        {
            await guard.CopyToAsync(Stream.Null);
        }
        catch (ServerException failure) when (failure.Kind is ServerFailureKind.Unreadable)
        {
            // A typed refusal.
        }
    }

    private static async Task TypedAsync(Func<Task> request)
    {
        try
        {
            await request();
        }
        catch (ServerException failure)
        {
            Assert.NotEmpty(failure.Message);
        }
    }

    private static async Task RefusedAsync(Func<Task> question)
    {
        try
        {
            await question();
        }
        catch (QuestionRefusedException refusal)
        {
            Assert.NotEmpty(Encoding.UTF8.GetBytes(refusal.Message));
        }
    }
}
