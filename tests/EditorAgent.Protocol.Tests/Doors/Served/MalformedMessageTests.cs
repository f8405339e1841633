using System.Text.Json;
using Xunit;

namespace EditorAgent.Protocol.Tests.Doors.Served;

/// <summary>What is no message, or a request with the wrong parameters, has an answer that says so, at both doors.</summary>
public sealed class MalformedMessageTests
{
    private const string Handshake = """{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"x","version":"1"}}}""";

    public static TheoryData<string, string?, string> WrongParameters => new()
    {
        { "tools/call", null, "name (text)" },
        { "tools/call", "{}", "name (text)" },
        { "tools/call", "[]", "name (text)" },
        { "tools/call", """{"name":null}""", "name (text)" },
        { "tools/call", """{"name":"test_simple_text","arguments":"a.txt"}""", "arguments (an object)" },
        { "tools/call", """{"name":"test_simple_text","_meta":5}""", "_meta must be an object" },
        { "tools/list", """{"cursor":5}""", "cursor (text)" },
        { "ping", """{"_meta":{"io.modelcontextprotocol/clientInfo":5}}""", "clientInfo in _meta" },
        { "prompts/get", "{}", "name (text)" },
        { "resources/read", "{}", "uri (text)" },
        { "resources/subscribe", """{"uri":5}""", "uri (text)" },
        { "completion/complete", "{}", "ref (type ref/prompt with name" },
        { "completion/complete", """{"ref":{"type":"x"},"argument":{"name":"a","value":"b"}}""", "ref (type ref/prompt with name" },
        { "logging/setLevel", """{"level":"x"}""", "level: debug, info" },
    };

    public static TheoryData<string, int, int?> NoMessages => new()
    {
        { "not json", -32700, null },
        { """{"jsonrpc":"2.0","method":"ping" """, -32700, null },
        { """{"jsonrpc":"2.0","id":3,"method":"ping","params":{"a":1,"a":2}}""", -32700, 3 },
        { $$"""{"jsonrpc":"2.0","params":{{new string('[', 80)}}{{new string(']', 80)}},"id":3,"method":"ping"}""", -32700, 3 },
        { $"[{Handshake}]", -32600, null },
        { "5", -32600, null },
        { """{"jsonrpc":"2.0","id":4.5,"method":"ping"}""", -32600, null },
        { """{"id":3,"method":"ping"}""", -32600, 3 },
    };

    [Theory]
    [MemberData(nameof(WrongParameters))]
    public async Task WrongParameters_OverHttp_AreInvalidParams(string method, string? parameters, string needs)
    {
        await using var bench = await HttpBench.StartAsync();

        var answer = await bench.PostAsync(HttpBench.Body(method, parameters), await bench.OpenAsync());

        Assert.True(answer.Status == 200, answer.ToString());
        AssertRefused(answer.Json, -32602, 7);
        Assert.Contains(needs, answer.ErrorMessage, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(WrongParameters))]
    public async Task WrongParameters_OverStdio_AreInvalidParams(string method, string? parameters, string needs)
    {
        await using var bench = new StdioBench(Timeout.InfiniteTimeSpan);
        await bench.WriteAsync(Handshake + "\n");
        await bench.ReadAsync();

        await bench.WriteAsync(HttpBench.Body(method, parameters) + "\n");

        var answer = await bench.ReadAsync();
        AssertRefused(answer, -32602, 7);
        Assert.Contains(needs, answer.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(NoMessages))]
    public async Task NoMessage_OverHttp_IsToldSo(string text, int code, int? id)
    {
        await using var bench = await HttpBench.StartAsync();

        var answer = await bench.PostAsync(text, await bench.OpenAsync());

        Assert.True(answer.Status == 400, answer.ToString());
        AssertRefused(answer.Json, code, id);
        Assert.Equal(text[0] == '[', answer.ErrorMessage.Contains("batch", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(NoMessages))]
    public async Task NoMessage_OverStdio_IsToldSoAndTheNextIsServed(string text, int code, int? id)
    {
        await using var bench = new StdioBench(Timeout.InfiniteTimeSpan);

        await bench.WriteAsync(text + "\n");
        AssertRefused(await bench.ReadAsync(), code, id);

        await bench.WriteAsync(HttpBench.Body("ping", null) + "\n");
        Assert.Equal(7, (await bench.ReadAsync()).GetProperty("id").GetInt32());
    }

    [Fact]
    public async Task ByteOrderMark_BeforeAMessage_IsSkippedAtBothDoors()
    {
        await using var stdio = new StdioBench(Timeout.InfiniteTimeSpan);
        await stdio.WriteAsync($"\uFEFF{Handshake}\n\uFEFF{HttpBench.Body("ping", null)}\n");
        Assert.Equal([0, 7], new[] { await stdio.ReadAsync(), await stdio.ReadAsync() }.Select(answer => answer.GetProperty("id").GetInt32()).Order());

        await using var http = await HttpBench.StartAsync();
        Assert.Equal(200, (await http.PostAsync("\uFEFF" + Handshake)).Status);
    }

    private static void AssertRefused(JsonElement answer, int code, int? id)
    {
        Assert.Equal(code, answer.GetProperty("error").GetProperty("code").GetInt32());
        var under = answer.GetProperty("id");
        Assert.Equal(id, under.ValueKind == JsonValueKind.Null ? null : under.GetInt32());
    }
}
