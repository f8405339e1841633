using Xunit;

namespace EditorAgent.Protocol.Tests.Doors.Served;

public sealed class StdioEndTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EndOfInput_AfterRequests_ComesWhenTheyAreAnswered()
    {
        await using var bench = new StdioBench(Timeout.InfiniteTimeSpan);

        await bench.WriteAsync(Handshake("{}") + HttpBench.Body("ping", null) + "\n" + """{"jsonrpc":"2.0","id":8,"method":"tools/call","params":{"name":"test_tool_with_progress"}}""" + "\n");
        await bench.EndAsync();

        Assert.Equal([0, 7, 8], new[] { await bench.ReadAsync(), await bench.ReadAsync(), await bench.ReadAsync() }.Select(answer => answer.GetProperty("id").GetInt32()).Order());
        await bench.Serving.WaitAsync(Token);
    }

    [Fact]
    public async Task EndOfInput_WhenARequestCanNoLongerBeAnswered_EndsTheDoorAllTheSame()
    {
        await using var bench = new StdioBench(TimeSpan.Zero);
        await bench.WriteAsync(Handshake("""{"elicitation":{}}"""));
        await bench.ReadAsync();
        await bench.WriteAsync("""{"jsonrpc":"2.0","id":8,"method":"tools/call","params":{"name":"test_elicitation","arguments":{"message":"Who?"}}}""" + "\n");
        Assert.Equal("elicitation/create", (await bench.ReadAsync()).GetProperty("method").GetString());

        await bench.EndAsync();

        await bench.Serving.WaitAsync(Token);
    }

    [Fact]
    public async Task EndOfInput_AfterACancelledRequest_DoesNotWaitForIt()
    {
        await using var bench = new StdioBench(Timeout.InfiniteTimeSpan);
        await bench.WriteAsync(Handshake("""{"elicitation":{}}"""));
        await bench.ReadAsync();
        await bench.WriteAsync("""{"jsonrpc":"2.0","id":8,"method":"tools/call","params":{"name":"test_elicitation","arguments":{"message":"Who?"}}}""" + "\n");
        await bench.ReadAsync();
        await bench.WriteAsync("""{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":8}}""" + "\n");

        await bench.EndAsync();

        await bench.Serving.WaitAsync(Token);
    }

    private static string Handshake(string capabilities) =>
        """{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25","clientInfo":{"name":"x","version":"1"},"capabilities":""" + capabilities + "}}\n";
}
