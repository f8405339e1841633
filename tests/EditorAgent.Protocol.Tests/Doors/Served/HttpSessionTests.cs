using System.Collections.Immutable;
using Xunit;

namespace EditorAgent.Protocol.Tests.Doors.Served;

public sealed class HttpSessionTests
{
    private const int Most = 32;

    [Theory]
    [InlineData(null)]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("5")]
    [InlineData("""{"protocolVersion":"2025-11-25","capabilities":{}}""")]
    [InlineData("""{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{}}""")]
    [InlineData("""{"protocolVersion":null,"capabilities":{},"clientInfo":{"name":"x","version":"1"}}""")]
    [InlineData("""{"protocolVersion":20251125,"capabilities":{},"clientInfo":{"name":"x","version":"1"}}""")]
    [InlineData("""{"protocolVersion":"2025-11-25","capabilities":[],"clientInfo":{"name":"x","version":"1"}}""")]
    public async Task Initialize_ThatIsMalformed_IsToldWhatItNeedsAndGetsNoSession(string? parameters)
    {
        await using var bench = await HttpBench.StartAsync();

        var answer = await bench.PostAsync(HttpBench.Body("initialize", parameters));

        Assert.True(answer.Status == 400, answer.ToString());
        Assert.Null(answer.Session);
        Assert.Equal((-32602, 7), (answer.ErrorCode, answer.Json.GetProperty("id").GetInt32()));
        Assert.Contains("protocolVersion (text), capabilities (an object) and clientInfo", answer.ErrorMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-32022, """{"protocolVersion":"2099-01-01","capabilities":{},"clientInfo":{"name":"x","version":"1"}}""")]
    [InlineData(-32600, """{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"x","version":"1"},"_meta":{"io.modelcontextprotocol/clientInfo":{"name":"x","version":"1"}}}""")]
    public async Task Handshakes_ThatAreRefused_KeepNoSession(int code, string parameters)
    {
        await using var bench = await HttpBench.StartAsync();
        var open = await bench.OpenAsync();

        for (var i = 0; i <= Most; i++)
        {
            var refused = await bench.PostAsync(HttpBench.Body("initialize", parameters));
            Assert.True(refused.Status == 400, refused.ToString());
            Assert.Null(refused.Session);
            Assert.Equal(code, refused.ErrorCode);
        }

        Assert.Equal(200, (await bench.PostAsync(HttpBench.Body("ping", null), open)).Status);
    }

    [Fact]
    public async Task Initialize_AboveTheLimit_EndsTheSessionThatIsIdleLongest()
    {
        await using var bench = await HttpBench.StartAsync();
        var first = await bench.OpenAsync();
        var second = await bench.OpenAsync();
        for (var i = 2; i < Most; i++)
        {
            await bench.OpenAsync();
        }

        Assert.Equal(200, (await bench.PostAsync(HttpBench.Body("ping", null), first)).Status);

        var newest = await bench.OpenAsync();

        Assert.Equal(404, (await bench.PostAsync(HttpBench.Body("ping", null), second)).Status);
        Assert.Equal(200, (await bench.PostAsync(HttpBench.Body("ping", null), first)).Status);
        Assert.Equal(200, (await bench.PostAsync(HttpBench.Body("ping", null), newest)).Status);
    }

    [Fact]
    public async Task Initialize_WhenAllSessionsAreBusy_Is503()
    {
        await using var bench = await HttpBench.StartAsync();
        var streams = ImmutableArray.CreateBuilder<HttpResponseMessage>();
        try
        {
            for (var i = 0; i < Most; i++)
            {
                streams.Add(await bench.ListenAsync(await bench.OpenAsync()));
            }

            var refused = await bench.PostAsync(HttpBench.Body("initialize", """{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"x","version":"1"}}"""));

            Assert.Equal((503, null), (refused.Status, refused.Session));
        }
        finally
        {
            foreach (var stream in streams)
            {
                stream.Dispose();
            }
        }
    }
}
