using System.Text;
using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.CodeIntelligence.LanguageServers.Client;
using EditorAgent.CodeIntelligence.Tests.LanguageServers.Fake;
using Xunit;

namespace EditorAgent.CodeIntelligence.Tests.LanguageServers.Engine;

public sealed class FaultTests
{
    private static readonly FindReferencesQuery Query = new("thing", [], null, 0, 6000);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ask_WhenServerCrashesMeanwhile_SaysSoAndAnswersTheNextQuestionWithDocumentsReopened()
    {
        var crashes = 1;
        await using var workspace = new FakeWorkspace((server, method, message) =>
        {
            if (method != "textDocument/references" || crashes-- <= 0)
            {
                return Task.FromResult(false);
            }

            server.ErrorTail = ["heap exhausted"];
            server.Crash();
            return Task.FromResult(true);
        });

        var first = await workspace.Engine.FindReferencesAsync(Query, Token);
        var second = await workspace.Engine.FindReferencesAsync(Query, Token);

        Assert.Equal(CodeError.Failed, first.Error);
        Assert.Equal("Failed: fake ended (it said: heap exhausted). Nothing was changed; it is started again with the next question.", first.Text);
        Assert.Null(second.Error);
        Assert.StartsWith("0 references found to thing (a.fake:1)\ncoverage: fake 1.0 · ready · fresh", second.Text);
        Assert.Equal(2, workspace.Servers.Count);
        Assert.True(workspace.Servers[0].WasDisposed);
        Assert.Equal(["initialize", "initialized", "workspace/didChangeConfiguration", "textDocument/didOpen"], workspace.Servers[1].Methods.Take(4));
    }

    [Fact]
    public async Task Ask_WhenServerCrashesEveryTime_StopsStartingIt()
    {
        await using var workspace = new FakeWorkspace((server, method, _) =>
        {
            if (method == "textDocument/references")
            {
                server.Crash();
            }

            return Task.FromResult(method == "textDocument/references");
        });

        await workspace.Engine.FindReferencesAsync(Query, Token);
        await workspace.Engine.FindReferencesAsync(Query, Token);
        var third = await workspace.Engine.FindReferencesAsync(Query, Token);

        Assert.Equal(CodeError.NotLoaded, third.Error);
        Assert.Contains("It has ended 2 times and is started again in 1 s", third.Text);
        Assert.Equal(2, workspace.Servers.Count);
    }

    [Fact]
    public async Task Ask_WhenServerHangs_IsCancelledThereAndRecycled()
    {
        var hangs = true;
        var limits = new LspLimits { RequestDeadline = TimeSpan.FromSeconds(3), FirstDeadline = TimeSpan.FromSeconds(3), CancellationGrace = TimeSpan.FromMilliseconds(100) };
        await using var workspace = new FakeWorkspace((_, method, _) => Task.FromResult(method == "textDocument/references" && hangs), limits: limits);

        var first = await workspace.Engine.FindReferencesAsync(Query, Token);
        var hanging = workspace.Servers[0];
        await hanging.ClosedByClientAsync(Token);
        hangs = false;
        var second = await workspace.Engine.FindReferencesAsync(Query, Token);

        Assert.Equal(CodeError.Deadline, first.Error);
        Assert.Contains("$/cancelRequest", hanging.Methods);
        Assert.Null(second.Error);
        Assert.Equal(2, workspace.Servers.Count);
    }

    [Fact]
    public async Task Ask_WhenServerAnswersItsCancellation_IsKept()
    {
        var limits = new LspLimits { RequestDeadline = TimeSpan.FromSeconds(3), FirstDeadline = TimeSpan.FromSeconds(3) };
        System.Text.Json.JsonElement asked = default;
        var slow = true;
        await using var workspace = new FakeWorkspace(
            async (server, method, message) =>
            {
                if (method == "textDocument/references" && slow)
                {
                    asked = message;
                    return true;
                }

                if (method == "$/cancelRequest")
                {
                    slow = false;
                    await server.SendAsync($$$"""{"jsonrpc":"2.0","id":{{{asked.GetProperty("id").GetRawText()}}},"error":{"code":-32800,"message":"cancelled"}}""");
                }

                return false;
            },
            limits: limits);

        var first = await workspace.Engine.FindReferencesAsync(Query, Token);
        await workspace.Servers[0].ReceivedAsync("$/cancelRequest", Token);
        var second = await workspace.Engine.FindReferencesAsync(Query, Token);

        Assert.Equal(CodeError.Deadline, first.Error);
        Assert.Null(second.Error);
        Assert.Single(workspace.Servers);
    }

    [Fact]
    public async Task Ask_WhenCallerGivesUp_ThrowsAndTellsTheServer()
    {
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Token);
        await using var workspace = new FakeWorkspace(async (server, method, _) =>
        {
            if (method == "textDocument/references")
            {
                await source.CancelAsync();
            }

            return method == "textDocument/references";
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => workspace.Engine.FindReferencesAsync(Query, source.Token));

        await workspace.Servers[0].ReceivedAsync("$/cancelRequest", Token);
    }

    [Fact]
    public async Task Ask_WhenServerFloodsUsWithNotifications_StillAnswers()
    {
        await using var workspace = new FakeWorkspace(async (server, method, _) =>
        {
            for (var i = 0; method == "textDocument/references" && i < 15_000; i++)
            {
                await server.NotifyAsync("window/logMessage", """{"type":3,"message":"noise"}""");
            }

            return false;
        });

        var answer = await workspace.Engine.FindReferencesAsync(Query, Token);

        Assert.Null(answer.Error);
    }

    [Fact]
    public async Task Ask_WhenFloodNeverEnds_GivesTheServerUp()
    {
        var limits = new LspLimits { MessageBurst = 100, MessagesPerSecond = 1, MostPauses = 0 };
        await using var workspace = new FakeWorkspace(
            async (server, method, _) =>
            {
                for (var i = 0; method == "textDocument/references" && i < 200; i++)
                {
                    await server.NotifyAsync("$/noise", "{}");
                }

                return method == "textDocument/references";
            },
            limits: limits);

        var answer = await workspace.Engine.FindReferencesAsync(Query, Token);

        Assert.StartsWith("Failed: fake floods us with messages. ", answer.Text);
    }

    [Theory]
    [InlineData("Content-Length: 999999999999\r\n\r\n{}", "sent a message of 999999999999 bytes; at most 16777216 are read")]
    [InlineData("Content-Length: 20000000\r\n\r\n{}", "sent a message of 20000000 bytes; at most 16777216 are read")]
    [InlineData("Content-Length: -1\r\n\r\n{}", "sent a message without a usable Content-Length")]
    [InlineData("Content-Length: 2\r\nContent-Length: 3\r\n\r\n{} ", "sent a message without a usable Content-Length")]
    [InlineData("Debugger listening\r\n\r\n", "wrote something that is no message to its standard output")]
    [InlineData("Content-Length: 2\r\n\r\n[]", "sent a message that is no JSON-RPC")]
    [InlineData("Content-Length: 4\r\n\r\nnull", "sent a message that is no JSON-RPC")]
    [InlineData("Content-Length: 3\r\n\r\n{]}", "sent a message that is no JSON-RPC")]
    [InlineData("Content-Length: 23\r\n\r\n{\"method\":1,\"method\":2}", "sent a message that is no JSON-RPC")]
    [InlineData("Content-Length: 26\r\n\r\n{\"id\":{},\"method\":\"a/b/c\"}", "sent a request without a usable id")]
    public async Task Ask_WhenFramesAreMalformed_EndsTheServerWithAClearLine(string frame, string said)
    {
        await using var workspace = new FakeWorkspace(async (server, method, _) =>
        {
            if (method == "textDocument/references")
            {
                await server.WriteAsync(Encoding.UTF8.GetBytes(frame));
            }

            return method == "textDocument/references";
        });

        var answer = await workspace.Engine.FindReferencesAsync(Query, Token);

        Assert.Equal($"Failed: fake {said}. Nothing was changed; it is started again with the next question.", answer.Text);
    }

    [Fact]
    public async Task Ask_WhenResponsesCarryWrongIds_DropsThem()
    {
        await using var workspace = new FakeWorkspace(async (server, method, message) =>
        {
            if (method == "textDocument/references")
            {
                await server.SendAsync("""{"jsonrpc":"2.0","id":4711,"result":[]}""");
                await server.SendAsync("""{"jsonrpc":"2.0","id":"x","error":{"code":1,"message":"no"}}""");
                await server.SendAsync("""{"jsonrpc":"2.0","id":null,"error":{"code":1,"message":"no"}}""");
            }

            return false;
        });

        Assert.Null((await workspace.Engine.FindReferencesAsync(Query, Token)).Error);
    }

    [Theory]
    [InlineData("""{"uri":5}""")]
    [InlineData("\"text\"")]
    [InlineData("[{\"uri\":\"file:///a\"}]")]
    [InlineData("[{\"uri\":\"file:///a\",\"range\":{\"start\":{\"line\":1e300,\"character\":0},\"end\":{\"line\":0,\"character\":0}}}]")]
    public async Task Ask_WhenAnswerIsNotWhatTheProtocolHas_SaysSoAndKeepsTheServer(string result)
    {
        var isWrong = true;
        await using var workspace = new FakeWorkspace(async (server, method, message) =>
        {
            if (method != "textDocument/references" || !isWrong)
            {
                return false;
            }

            await server.AnswerAsync(message, result);
            return true;
        });

        var answer = await workspace.Engine.FindReferencesAsync(Query, Token);
        isWrong = false;

        Assert.Equal("Failed: fake answered textDocument/references with something that the protocol does not have.", answer.Text);
        Assert.Null((await workspace.Engine.FindReferencesAsync(Query, Token)).Error);
        Assert.Single(workspace.Servers);
    }

    [Fact]
    public async Task Ask_WhenPlacesAreOutsideOrMad_ShowsNoTextOfThem()
    {
        await using var workspace = new FakeWorkspace(async (server, method, message) =>
        {
            if (method != "textDocument/references")
            {
                return false;
            }

            const string Range = """{"start":{"line":2147483647,"character":-5},"end":{"line":-1,"character":99999999}}""";
            await server.AnswerAsync(message, $$"""[{"uri":"file:///etc/passwd","range":{{Range}}},{"uri":"untitled:x","range":{{Range}}},{"uri":"","range":{{Range}}},{"uri":"{{FileUri.Of(message.GetProperty("params").GetProperty("textDocument").GetProperty("uri").GetString()![7..])}}","range":{{Range}}}]""");
            return true;
        });

        var answer = await workspace.Engine.FindReferencesAsync(Query, Token);

        Assert.Null(answer.Error);
        Assert.Contains("1 references to thing, 1 files, 3 outside the workspace", answer.Text);
        Assert.DoesNotContain("root:", answer.Text);
    }

    [Fact]
    public async Task Ask_WhenProgressNeverEnds_AnswersAndNamesIt()
    {
        await using var workspace = new FakeWorkspace(async (server, method, message) =>
        {
            if (method == "initialized")
            {
                await server.AskAsync("p", "window/workDoneProgress/create", """{"token":"t"}""");
                await server.NotifyAsync("$/progress", """{"token":"t","value":{"kind":"begin","title":"indexing","percentage":40}}""");
            }

            return false;
        });

        await workspace.Engine.OverviewAsync(new OverviewQuery(null, 1, 1000), Token);
        await workspace.Servers[0].SettledAsync("p", Token);
        var answer = await workspace.Engine.FindReferencesAsync(Query, Token);

        Assert.Null(answer.Error);
        Assert.StartsWith("0 references found in the covered part to thing", answer.Text);
        Assert.EndsWith("coverage: fake 1.0 · busy: indexing 40% · fresh", answer.Text);
    }

    [Fact]
    public async Task Dispose_WhenServerIsWell_ShutsItDownProperly()
    {
        var workspace = new FakeWorkspace((_, _, _) => Task.FromResult(false));
        await workspace.Engine.FindReferencesAsync(Query, Token);

        await workspace.DisposeAsync();

        Assert.Equal(["shutdown", "exit"], workspace.Servers[0].Methods.TakeLast(2));
        Assert.True(workspace.Servers[0].WasDisposed);
    }

    [Fact]
    public async Task Dispose_WhenServerIsDeaf_EndsItAllTheSame()
    {
        var workspace = new FakeWorkspace((_, method, _) => Task.FromResult(method == "shutdown"));
        await workspace.Engine.FindReferencesAsync(Query, Token);

        await workspace.DisposeAsync();

        Assert.True(workspace.Servers[0].WasDisposed);
    }
}
