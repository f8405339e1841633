using System.Collections.Immutable;
using System.Diagnostics;
using EditorAgent.Core.Configuration.Mcp;
using EditorAgent.Mcp.Connections;
using EditorAgent.Mcp.Contract;
using EditorAgent.Mcp.Tests.Hub;
using Xunit;

namespace EditorAgent.Mcp.Tests.Connections;

/// <summary>HTTP servers that redirect, flood, stall and lie; see <c>servers/hostile-http.mjs</c>.</summary>
public sealed class HttpFaultTests(HttpFaultTests.Server server) : IClassFixture<HttpFaultTests.Server>
{
    private const long Room = 300L * 1024 * 1024;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/busy", ServerFailureKind.Busy)]
    [InlineData("/wrong-type", ServerFailureKind.Unreadable)]
    [InlineData("/gzip", ServerFailureKind.Unreadable)]
    [InlineData("/huge", ServerFailureKind.TooMuch)]
    [InlineData("/huge-event", ServerFailureKind.TooMuch)]
    [InlineData("/many-lines", ServerFailureKind.TooMuch)]
    [InlineData("/flood", ServerFailureKind.TooMuch)]
    [InlineData("/duplicate", ServerFailureKind.Unreadable)]
    [InlineData("/duplicate-event", ServerFailureKind.Unreadable)]
    [InlineData("/cut", ServerFailureKind.Unreadable)]
    [InlineData("/redirect-later", ServerFailureKind.Unreachable)]
    [InlineData("/session-lost", ServerFailureKind.SessionLost)]
    public async Task CallToolAsync_WhenServerMisbehaves_FailsTypedAndBounded(string path, ServerFailureKind kind)
    {
        await using var connection = await this.ConnectAsync(path);
        var before = Process.GetCurrentProcess().WorkingSet64;

        var failure = await connection.FailAsync();

        Assert.Equal((kind, true), (failure.Kind, failure.WasSent));
        Assert.InRange(Process.GetCurrentProcess().WorkingSet64 - before, long.MinValue, Room);
        Assert.Equal(path == "/busy" ? TimeSpan.FromSeconds(7) : null, failure.RetryAfter);
        if (kind is ServerFailureKind.SessionLost)
        {
            Assert.Equal(kind, (await connection.Ended.WaitAsync(McpServers.Patience, Token)).Kind);
        }
    }

    [Theory]
    [InlineData("/unauthorized", ServerFailureKind.LoginNeeded)]
    [InlineData("/forbidden", ServerFailureKind.LoginNeeded)]
    [InlineData("/redirect", ServerFailureKind.Unreachable)]
    public async Task ConnectAsync_WhenServerDoesNotLetUsIn_SaysWhy(string path, ServerFailureKind kind)
    {
        var failure = await Assert.ThrowsAsync<ServerException>(() => this.ConnectAsync(path));

        Assert.Equal(kind, failure.Kind);
    }

    [Fact]
    public async Task ConnectAsync_WhenNobodyListens_IsUnreachableAndNothingWasSent()
    {
        var failure = await Assert.ThrowsAsync<ServerException>(() => McpServers.ConnectAsync(McpServers.Http(new Uri("http://127.0.0.1:9/mcp"))));

        Assert.Equal((ServerFailureKind.Unreachable, false), (failure.Kind, failure.WasSent));
    }

    [Fact]
    public async Task CallToolAsync_WhenServerIsGone_SaysThatNothingWasSent()
    {
        await using var own = await NodeHttpServer.StartAsync([McpServers.Script("hostile-http.mjs")], Token);
        await using var connection = await McpServers.ConnectAsync(McpServers.Http(own.At("/headers")));
        Assert.Single((await connection.CallAsync()).Content);
        await own.DisposeAsync();

        var failures = new List<ServerException> { await connection.FailAsync(), await connection.FailAsync() };

        Assert.Equal((ServerFailureKind.Unreachable, false), (failures[^1].Kind, failures[^1].WasSent));
    }

    [Theory]
    [InlineData("/redirect", McpTransport.Http)]
    [InlineData("/redirect-later", McpTransport.Http)]
    [InlineData("/sse-elsewhere", McpTransport.Sse)]
    public async Task Headers_WhenServerPointsToAnotherOrigin_NeverArriveThere(string path, McpTransport transport)
    {
        await Assert.ThrowsAsync<ServerException>(async () =>
        {
            await using var connection = await this.ConnectAsync(path, transport);
            await connection.CallAsync();
        });

        Assert.DoesNotContain("elsewhere", await server.SeenAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headers_WhenConfigured_ArriveAndOnlyThey()
    {
        await using var connection = await this.ConnectAsync("/headers");

        var arrived = EverythingTests.Json(HostileServer.TextOf(await connection.CallAsync()));

        Assert.Equal("secret", arrived.GetProperty("x-api-key").GetString());
        Assert.Equal("tools/call", arrived.GetProperty("mcp-method").GetString());
        Assert.False(arrived.TryGetProperty("x-editoragent-server", out _));
        Assert.False(arrived.TryGetProperty("cookie", out _));
    }

    [Theory]
    [InlineData("/slow", "gave up")]
    [InlineData("/hang", "aborted")]
    [InlineData("/legacy-hang", "notifications/cancelled {\"requestId\":\"ea-")]
    public async Task CallToolAsync_WhenServerStalls_TimesOutAndTheServerKnows(string path, string words)
    {
        var time = new ManualTime();
        await using var connection = await this.ConnectAsync(path, time: time);
        var failing = connection.FailAsync(new CallOptions { IdleLimit = TimeSpan.FromSeconds(1) });
        await server.SawAsync($"called {path}\n");

        time.Advance(TimeSpan.FromSeconds(1));
        var failure = await failing;

        Assert.Equal((ServerFailureKind.TimedOut, true), (failure.Kind, failure.WasSent));
        await server.SawAsync(words);
    }

    [Fact]
    public async Task CallToolAsync_WhenTwoCallsAreAskedAtOnce_EachAnswersItsOwn()
    {
        await using var connection = await this.ConnectAsync("/legacy-asks", questions: Named("nobody"));

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => connection.CallAsync(new CallOptions { Questions = Named($"caller {number}") })));

        Assert.Equal(Enumerable.Range(0, 8).Select(number => $"caller {number}"), answers.Select(HostileServer.TextOf));
    }

    private static ServerQuestions Named(string name) => new()
    {
        Elicit = (_, _) => Task.FromResult(new ElicitationReply(ElicitationAction.Accept, EverythingTests.Json($$"""{"name":"{{name}}"}"""))),
    };

    private Task<ServerConnection> ConnectAsync(string path, McpTransport transport = McpTransport.Http, ServerQuestions? questions = null, TimeProvider? time = null) => McpServers.ConnectAsync(
        McpServers.Http(server.At(path), transport) with
        {
            Headers = ImmutableSortedDictionary<string, string>.Empty.Add("X-Api-Key", "secret"),
            ConnectLimit = TimeSpan.FromSeconds(20),
        },
        questions,
        time: time);

    public sealed class Server : IAsyncLifetime
    {
        private readonly HttpClient client = new();
        private NodeHttpServer? server;

        public Uri At(string path) => this.server!.At(path);

        public Task<string> SeenAsync() => this.client.GetStringAsync(this.At("/seen"), Token);

        public async Task SawAsync(string words)
        {
            using var limit = new CancellationTokenSource(McpServers.Patience);
            while (!(await this.SeenAsync()).Contains(words, StringComparison.Ordinal))
            {
                // Asked again: the other process gives no sign. Bounded by the limit.
                await Task.Delay(10, limit.Token);
            }
        }

        public async ValueTask InitializeAsync() => this.server = await NodeHttpServer.StartAsync([McpServers.Script("hostile-http.mjs")], CancellationToken.None);

        public async ValueTask DisposeAsync()
        {
            this.client.Dispose();
            await this.server!.DisposeAsync();
        }
    }
}
