using Xunit;

namespace EditorAgent.Protocol.Tests.Doors.Served;

public sealed class HttpRefusalTests
{
    [Fact]
    public async Task Request_OfAVersionThatIsNotServed_IsToldWhichItIs()
    {
        await using var bench = await HttpBench.StartAsync();

        var answer = await bench.PostAsync(HttpBench.Body("ping", null), await bench.OpenAsync(), ("MCP-Protocol-Version", "1999-01-01"));

        Assert.Equal((400, -32022), (answer.Status, answer.ErrorCode));
        Assert.Contains("1999-01-01", answer.ErrorMessage, StringComparison.Ordinal);
        Assert.Contains("2025-11-25", answer.Json.GetProperty("error").GetProperty("data").GetProperty("supported").EnumerateArray().Select(one => one.GetString()));
    }

    [Fact]
    public async Task Method_ThatIsNotServed_IsToldWhichAre()
    {
        await using var bench = await HttpBench.StartAsync();

        var withSessions = await bench.SendAsync(HttpMethod.Put, "{}", null);
        var alone = await bench.SendAsync(HttpMethod.Put, "{}", null, ("MCP-Protocol-Version", "2026-07-28"));

        Assert.Equal((405, 405), (withSessions.Status, alone.Status));
        Assert.Equal(["DELETE", "GET", "POST"], withSessions.Headers.Allow.Order());
        Assert.Equal(["POST"], alone.Headers.Allow);
    }
}
