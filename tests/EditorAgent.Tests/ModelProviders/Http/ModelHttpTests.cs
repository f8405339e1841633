using System.Net;
using System.Net.Sockets;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Models;
using EditorAgent.ModelProviders;
using EditorAgent.Tests.ModelProviders.OpenAiCompatible;
using Xunit;

namespace EditorAgent.Tests.ModelProviders.Http;

public sealed class ModelHttpTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Stream_WhenSent_CarriesKeyAndOurName()
    {
        await using var exchange = Exchange.Chat(ChatDialect.Generic, CannedAnswer.Stream(ChatStreams.Text("hi")));

        await exchange.RunAsync(Token);

        var request = Assert.Single(exchange.Responder.Requests);
        Assert.Equal("POST /v1/chat/completions HTTP/1.1", request.Line);
        Assert.Equal($"Bearer {Exchange.Key}", request.Headers["Authorization"]);
        Assert.StartsWith("EditorAgent/", request.Headers["User-Agent"], StringComparison.Ordinal);
        Assert.Equal("application/json", request.Headers["Content-Type"]);
        Assert.Equal(request.Body.Length.ToString(System.Globalization.CultureInfo.InvariantCulture), request.Headers["Content-Length"]);
    }

    [Fact]
    public async Task Stream_WhenSentAgain_UsesTheSameConnection()
    {
        var exchange = Exchange.Chat(ChatDialect.Generic, CannedAnswer.Stream(ChatStreams.Text("hi")) with { KeepsAlive = true });
        await using (exchange)
        {
            await exchange.RunAsync(Token);
            await exchange.RunAsync(Token);
            await exchange.RunAsync(Token);
        }

        Assert.Equal(3, exchange.Responder.Requests.Count);
        Assert.Equal(1, exchange.Responder.Connections);
    }

    [Fact]
    public async Task Stream_WhenRefused_KeepsStatusWaitAndTraceAndHidesTheKey()
    {
        var body = $$$"""{"error":{"type":"rate_limit_reached_error","message":"key {{{Exchange.Key}}} is at its limit"}}""";
        await using var exchange = Exchange.Chat(
            ChatDialect.Moonshot, CannedAnswer.Of(429, body, headers: ["x-trace-id: abc", "Retry-After: 12"]));

        var failure = await exchange.FailAsync(Token);

        Assert.Equal(ModelFailureKind.Transient, failure.Kind);
        Assert.Equal(429, failure.HttpStatus);
        Assert.Equal(TimeSpan.FromSeconds(12), failure.RetryAfter);
        Assert.Equal("abc", failure.TraceId);
        Assert.DoesNotContain(Exchange.Key, failure.Message, StringComparison.Ordinal);
        Assert.Contains("is at its limit", failure.Message, StringComparison.Ordinal);
        Assert.Single(exchange.Responder.Requests);
    }

    [Fact]
    public async Task Stream_WhenRefusalIsEndless_ReadsOnlyItsBeginning()
    {
        var body = """{"error":{"type":"exceeded_current_quota_error"}} """ + new string(' ', 300_000);
        await using var exchange = Exchange.Chat(ChatDialect.Moonshot, CannedAnswer.Of(429, body));

        Assert.Equal(ModelFailureKind.QuotaExhausted, (await exchange.FailAsync(Token)).Kind);
    }

    [Fact]
    public async Task Stream_WhenRefusalBreaksOff_IsStillARefusal()
    {
        var answer = CannedAnswer.Of(401, """{"error":{"message":"no"}}""");
        await using var exchange = Exchange.Chat(ChatDialect.Generic, answer.CutAt(answer.Bytes.Length - 5));

        Assert.Equal(ModelFailureKind.Unauthorized, (await exchange.FailAsync(Token)).Kind);
    }

    [Fact]
    public async Task Stream_WhenRedirected_DoesNotFollowWithTheKey()
    {
        await using var elsewhere = new LoopbackResponder(CannedAnswer.Stream(ChatStreams.Text("stolen")));
        await using var exchange = Exchange.Chat(
            ChatDialect.Generic, CannedAnswer.Of(307, "", headers: [$"Location: {elsewhere.Address}/v1/chat/completions"]));

        var failure = await exchange.FailAsync(Token);

        Assert.Equal(ModelFailureKind.NotFound, failure.Kind);
        Assert.Contains("redirect", failure.Message, StringComparison.Ordinal);
        Assert.Empty(elsewhere.Requests);
    }

    [Theory]
    [InlineData("text/html", "<html>Welcome</html>")]
    [InlineData("application/json", """{"choices":[]}""")]
    public async Task Stream_WhenAnswerIsNoStream_SaysWhatCame(string contentType, string body)
    {
        await using var exchange = Exchange.Chat(ChatDialect.Generic, CannedAnswer.Of(200, body, contentType));

        var failure = await exchange.FailAsync(Token);

        Assert.Equal(ModelFailureKind.NotFound, failure.Kind);
        Assert.Contains(contentType, failure.Message, StringComparison.Ordinal);
        Assert.Contains("base_url", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stream_WhenAcceptedAnswerHoldsAnError_ClassifiesIt()
    {
        await using var exchange = Exchange.Chat(
            ChatDialect.Generic, CannedAnswer.Of(200, """{"error":{"type":"invalid_api_key","message":"bad key"}}"""));

        Assert.Equal(ModelFailureKind.Unauthorized, (await exchange.FailAsync(Token)).Kind);
    }

    [Fact]
    public async Task Stream_WhenNobodyListens_IsUnreachable()
    {
        int port;
        using (var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp))
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            port = ((IPEndPoint)socket.LocalEndPoint!).Port;
        }

        using var factory = new ChatModelFactory(TimeProvider.System);
        var model = factory.Create(
            new ProviderSettings { Name = "local", Type = ProviderType.OpenAi, BaseUrl = $"http://127.0.0.1:{port}/v1" },
            new ModelSettings { Alias = "m", Provider = "local", Model = "m" });

        var thrown = await Assert.ThrowsAsync<ModelException>(async () => await model.StreamAsync(Exchange.Request(), Token).GetAsyncEnumerator(Token).MoveNextAsync());

        Assert.Equal(ModelFailureKind.Unreachable, thrown.Failure.Kind);
        Assert.True(thrown.Failure.IsRetryable);
        Assert.Contains($"127.0.0.1:{port}", thrown.Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stream_WhenNoFirstByteInTime_IsTransient()
    {
        var time = new ManualTimeProvider();
        await using var exchange = new Exchange(ProviderType.OpenAi, ChatDialect.Generic, [new CannedAnswer([]) { Hangs = true }], timeProvider: time);

        var running = exchange.FailAsync(Token);
        await exchange.Responder.Answered;
        time.Advance(TimeSpan.FromSeconds(119));
        Assert.False(running.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(2));

        var failure = await running;
        Assert.Equal(ModelFailureKind.Transient, failure.Kind);
        Assert.Contains("120 seconds", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stream_WhenSilentInTheMiddle_IsTransient()
    {
        var time = new ManualTimeProvider();
        var answer = CannedAnswer.OpenEnded(ChatStreams.Of("""{"choices":[{"index":0,"delta":{"content":"begun"}}]}""")) with { Hangs = true };
        await using var exchange = new Exchange(ProviderType.OpenAi, ChatDialect.Generic, [answer], timeProvider: time);
        await using var events = exchange.Model.StreamAsync(Exchange.Request(), Token).GetAsyncEnumerator(Token);
        Assert.True(await events.MoveNextAsync());
        Assert.True(await events.MoveNextAsync());
        Assert.Equal(new ModelEvent.TextDelta("begun"), events.Current);

        time.Advance(TimeSpan.FromSeconds(1000));
        var next = events.MoveNextAsync().AsTask();
        time.Advance(TimeSpan.FromSeconds(299));
        Assert.False(next.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(2));

        var thrown = await Assert.ThrowsAsync<ModelException>(() => next);
        Assert.Equal(ModelFailureKind.Transient, thrown.Failure.Kind);
        Assert.Contains("silent", thrown.Failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Stream_WhenCancelled_ThrowsCancellation(bool hasBegun)
    {
        var begun = CannedAnswer.OpenEnded(ChatStreams.Of("""{"choices":[{"index":0,"delta":{"content":"begun"}}]}"""));
        var answer = (hasBegun ? begun : new CannedAnswer([])) with { Hangs = true };
        await using var exchange = Exchange.Chat(ChatDialect.Generic, answer);
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);

        var running = exchange.RunAsync(cancel.Token);
        await exchange.Responder.Answered;
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Theory]
    [InlineData("api.moonshot.ai/v1")]
    [InlineData("file:///etc/passwd")]
    [InlineData("")]
    public void Create_WhenBaseUrlIsNoAddress_SaysSo(string baseUrl)
    {
        using var factory = new ChatModelFactory(TimeProvider.System);
        var provider = new ProviderSettings { Name = "vendor", Type = ProviderType.OpenAi, BaseUrl = baseUrl };

        var thrown = Assert.Throws<ConfigurationException>(() => factory.Create(provider, new ModelSettings { Alias = "m", Provider = "vendor", Model = "m" }));

        Assert.Contains("base_url", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_WhenKeyCannotBeSent_SaysSoWithoutShowingIt()
    {
        using var factory = new ChatModelFactory(TimeProvider.System);
        var provider = new ProviderSettings { Name = "vendor", Type = ProviderType.OpenAi, BaseUrl = "http://127.0.0.1/v1", ApiKey = "sk-secret\r\nX-Other: 1" };

        var thrown = Assert.Throws<ConfigurationException>(() => factory.Create(provider, new ModelSettings { Alias = "m", Provider = "vendor", Model = "m" }));

        Assert.DoesNotContain("sk-secret", thrown.Message, StringComparison.Ordinal);
    }
}
