using System.Net;
using System.Text;
using EditorAgent.ModelProviders.Scripted;
using EditorAgent.ScriptedModelServer;
using EditorAgent.ScriptedModelServer.Faults;
using EditorAgent.ScriptedModelServer.Wire;
using Xunit;

namespace EditorAgent.Tests.Scripted;

public sealed class ModelFaultTests
{
    private static readonly ScriptedConversation Conversation = ScriptedConversation.Parse(
        "turns: [{answer: {text: Some text that is streamed in more than one delta., calls: [{tool: read, arguments: {path: a}}]}}]", "test.yaml");

    public static TheoryData<VendorDialect> Dialects => [VendorDialect.ChatCompletions, VendorDialect.AnthropicMessages];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task Cut_AtEveryByte_DeliversExactlyThatManyAndBreaksOff(VendorDialect dialect)
    {
        await using var host = await StartAsync();
        var whole = (await PostAsync(host, dialect)).Body;
        for (var cut = 0; cut < whole.Length; cut++)
        {
            host.Faults.Add(new ModelFault { CutAtByte = cut });

            var (body, isWhole) = await PostAsync(host, dialect);

            Assert.False(isWhole);
            Assert.Equal(cut, body.Length);
            Assert.True(whole.AsSpan(0, cut).SequenceEqual(body));
        }

        Assert.Equal(whole, (await PostAsync(host, dialect)).Body);
    }

    [Fact]
    public async Task Cut_WithReset_NeverLooksWhole()
    {
        await using var host = await StartAsync();
        host.Faults.Add(new ModelFault { CutAtByte = 200, CutWithReset = true });

        var (body, isWhole) = await PostAsync(host, VendorDialect.ChatCompletions);

        Assert.False(isWhole);
        Assert.InRange(body.Length, 0, 200);
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task Status_WithRetryAfter_HoldsForTheNextRequestsOnly(VendorDialect dialect)
    {
        await using var host = await StartAsync();
        using var client = new RawVendorClient(host);
        host.Faults.Add(ModelFault.Parse("""{"after":1,"next":2,"status":429,"retryAfter":7}"""));
        var seen = new List<(HttpStatusCode Status, TimeSpan? RetryAfter)>();
        for (var i = 0; i < 4; i++)
        {
            using var response = await client.PostAsync(RawVendorClient.PathOf(dialect), RawVendorClient.GoOf(dialect), Token);
            seen.Add((response.StatusCode, response.Headers.RetryAfter?.Delta));
        }

        var limited = (HttpStatusCode.TooManyRequests, (TimeSpan?)TimeSpan.FromSeconds(7));
        Assert.Equal([(HttpStatusCode.OK, null), limited, limited, (HttpStatusCode.OK, null)], seen);
    }

    [Fact]
    public async Task Faults_ComeByHeaderPathAndAdminCallToo()
    {
        await using var host = await StartAsync();
        using var client = new RawVendorClient(host);
        using var byHeader = await client.PostAsync("v1/chat/completions", RawVendorClient.ChatGo, Token, """{"status":503,"body":"down"}""");
        using var byPath = await client.PostAsync("_fault/status=529;retryAfter=2/v1/chat/completions", RawVendorClient.ChatGo, Token);
        using var admin = await client.PostAsync("_faults", """{"status":401}""", Token);
        using var queued = await client.PostAsync("v1/chat/completions", RawVendorClient.ChatGo, Token);
        using var unknown = await client.PostAsync("_faults", """{"stauts":401}""", Token);

        Assert.Equal("down", await byHeader.Content.ReadAsStringAsync(Token));
        Assert.Equal([503, 529, 204, 401, 400], new[] { byHeader, byPath, admin, queued, unknown }.Select(response => (int)response.StatusCode));
        Assert.Contains("stauts", await unknown.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task UntilReleased_IsAnsweredAfterARelease_WhicheverComesFirst()
    {
        const string Held = """{"untilReleased":true}""";
        await using var host = await StartAsync();
        using var client = new RawVendorClient(host);
        var waiting = client.PostAsync("v1/chat/completions", RawVendorClient.ChatGo, Token, Held);
        using var passing = await client.PostAsync("v1/chat/completions", RawVendorClient.ChatGo, Token);
        Assert.False(waiting.IsCompleted);

        using var release = await client.PostAsync("_release", "", Token);
        using var released = await waiting;
        using var early = await client.PostAsync("_release", "", Token);
        using var later = await client.PostAsync("v1/chat/completions", RawVendorClient.ChatGo, Token, Held);

        Assert.Equal([200, 204, 200, 204, 200], new[] { passing, release, released, early, later }.Select(response => (int)response.StatusCode));
    }

    [Fact]
    public async Task ResetBeforeHeaders_LeavesTheClientWithoutAnAnswer()
    {
        await using var host = await StartAsync();
        host.Faults.Add(new ModelFault { ResetBeforeHeaders = true });

        await Assert.ThrowsAsync<HttpRequestException>(() => PostAsync(host, VendorDialect.ChatCompletions));
        Assert.Equal(0, Assert.Single(host.Requests).Status);
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task OmitDone_LeavesOutTheLastEventOnly(VendorDialect dialect)
    {
        await using var host = await StartAsync();
        var whole = Encoding.UTF8.GetString((await PostAsync(host, dialect)).Body);
        host.Faults.Add(new ModelFault { OmitDone = true });

        var (body, isWhole) = await PostAsync(host, dialect);

        Assert.True(isWhole);
        var rest = whole[body.Length..];
        Assert.Contains(dialect == VendorDialect.ChatCompletions ? "[DONE]" : "message_stop", rest, StringComparison.Ordinal);
        Assert.Equal(2, rest.Split("\n\n").Length);
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task Slowness_InPieces_ChangesNoByte(VendorDialect dialect)
    {
        await using var host = await StartAsync();
        var whole = (await PostAsync(host, dialect)).Body;
        host.Faults.Add(ModelFault.Parse("""{"delayFirstByteMs":1,"delayPerChunkMs":1}"""));
        host.Faults.Add(ModelFault.Parse("""{"writeSize":1}"""));

        Assert.Equal(whole, (await PostAsync(host, dialect)).Body);
        Assert.Equal(whole, (await PostAsync(host, dialect)).Body);
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task OddBodies_ArriveAsOrdered(VendorDialect dialect)
    {
        await using var host = await StartAsync();
        var whole = (await PostAsync(host, dialect)).Body;
        host.Faults.Add(new ModelFault { RepeatChunkBytes = 1_000_000 });
        host.Faults.Add(new ModelFault { InvalidUtf8 = true });
        host.Faults.Add(new ModelFault { Garbage = true });
        host.Faults.Add(new ModelFault { GzipBombBytes = 5_000_000 });

        var huge = (await PostAsync(host, dialect)).Body;
        var invalid = (await PostAsync(host, dialect)).Body;
        var garbage = (await PostAsync(host, dialect)).Body;
        using var client = new RawVendorClient(host);
        using var bomb = await client.PostAsync(RawVendorClient.PathOf(dialect), RawVendorClient.GoOf(dialect), Token);

        Assert.InRange(huge.Length - whole.Length, 1_000_000, 1_001_000);
        Assert.Throws<DecoderFallbackException>(() => new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(invalid));
        Assert.True(garbage.AsSpan().IndexOf(new byte[] { 0xFF, 0x00, 0xFE }) > 0);
        Assert.Equal("gzip", Assert.Single(bomb.Content.Headers.ContentEncoding));
        Assert.InRange((await RawVendorClient.ReadAsync(bomb, Token)).Body.Length, 1000, 100_000);
    }

    [Fact]
    public async Task WrongContentType_IsNotAnEventStream()
    {
        await using var host = await StartAsync();
        using var client = new RawVendorClient(host);
        using var response = await client.PostAsync("v1/chat/completions", RawVendorClient.ChatGo, Token, """{"wrongContentType":true}""");

        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
    }

    private static Task<ScriptedModelHost> StartAsync() => ScriptedModelHost.StartAsync(Conversation, new ScriptedModelOptions(), Token);

    private static async Task<(byte[] Body, bool IsWhole)> PostAsync(ScriptedModelHost host, VendorDialect dialect)
    {
        using var client = new RawVendorClient(host);
        using var response = await client.PostAsync(RawVendorClient.PathOf(dialect), RawVendorClient.GoOf(dialect), Token);
        return await RawVendorClient.ReadAsync(response, Token);
    }
}
