using System.Diagnostics;
using System.Text.Json;
using EditorAgent.Protocol.Tests.Doors;
using Xunit;
using static EditorAgent.Protocol.Tests.Doors.AcpDoorBench;

namespace EditorAgent.Protocol.Tests.LanguageServer;

/// <summary>LSP 3.17, "Server lifecycle". The input of these editors stays open to the end.</summary>
public sealed class LifecycleTests
{
    private const string Lens = """{"textDocument":{"uri":"untitled:x"}}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Exit_AfterShutdown_EndsTheDoorAsItShould()
    {
        await using var bench = await LspBench.StartAsync(stdin: true);
        await bench.RequestAsync("shutdown", "null");

        await bench.SendAsync("""{"jsonrpc":"2.0","method":"exit"}""");

        Assert.Null(await bench.Running.WaitAsync(JsonLineClient.Patience, Token));
    }

    [Fact]
    public async Task Exit_RightBehindShutdown_StillHasShutdownAnswered()
    {
        await using var bench = await LspBench.StartAsync(stdin: true);
        var shutdown = """{"jsonrpc":"2.0","id":"last","method":"shutdown"}""";
        var exit = """{"jsonrpc":"2.0","method":"exit"}""";

        await bench.SendRawAsync(System.Text.Encoding.ASCII.GetBytes($"Content-Length: {shutdown.Length}\r\n\r\n{shutdown}Content-Length: {exit.Length}\r\n\r\n{exit}"));

        await bench.ReadUntilAsync(frame => frame.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String);
        Assert.Null(await bench.Running.WaitAsync(JsonLineClient.Patience, Token));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Exit_WithoutShutdown_EndsTheDoorWithALine(bool initialized)
    {
        await using var bench = initialized ? await LspBench.StartAsync(stdin: true) : new LspBench(stdin: true);

        await bench.SendAsync("""{"jsonrpc":"2.0","method":"exit"}""");

        Assert.Equal("exit came without shutdown before it", await bench.Running.WaitAsync(JsonLineClient.Patience, Token));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Door_WhenStopped_EndsWhileTheInputIsStillRead(bool initialized)
    {
        await using var bench = initialized ? await LspBench.StartAsync(stdin: true) : new LspBench(stdin: true);

        await bench.StopAsync();

        Assert.Null(await bench.Running.WaitAsync(JsonLineClient.Patience, Token));
    }

    [Fact]
    public async Task Editor_WhoseProcessIsGone_EndsTheDoorWithALine()
    {
        using var editor = Process.Start(new ProcessStartInfo("cat") { RedirectStandardInput = true })!;
        await using var bench = await LspBench.StartAsync(stdin: true, editor: $"{editor.Id}");
        Assert.False(bench.Running.IsCompleted);

        editor.StandardInput.Close();

        Assert.Equal($"the editor's process {editor.Id} is gone", await bench.Running.WaitAsync(JsonLineClient.Patience, Token));
    }

    [Fact]
    public async Task Request_BeforeInitialize_IsRefusedAndTheConnectionGoesOn()
    {
        await using var bench = new LspBench();

        var refused = await bench.RequestAsync("textDocument/codeLens", Lens);
        await bench.NotifyAsync("textDocument/didOpen", """{"textDocument":{"uri":"file:///w/a.cs","languageId":"csharp","version":1,"text":""}}""");
        var greeted = await bench.RequestAsync("initialize", """{"processId":null,"rootUri":null,"capabilities":{}}""");

        Assert.Equal(-32002, CodeOf(refused));
        Assert.Contains("initialize", MessageOf(refused), StringComparison.Ordinal);
        Assert.True(greeted.TryGetProperty("result", out _), greeted.GetRawText());
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"processId":"x","capabilities":5}""")]
    [InlineData("""{"processId":"x","capabilities":{}}""")]
    [InlineData("""{"processId":null,"capabilities":null}""")]
    [InlineData("""{"processId":1.5,"capabilities":{}}""")]
    [InlineData("""{"processId":null,"capabilities":{"workspace":5}}""")]
    [InlineData("""{"processId":null,"rootUri":{},"capabilities":{}}""")]
    [InlineData("""{"processId":null,"capabilities":{},"workspaceFolders":7}""")]
    public async Task Initialize_ThatDoesNotFit_IsRefusedAndMayBeSentAgain(string parameters)
    {
        await using var bench = new LspBench();

        var refused = await bench.RequestAsync("initialize", parameters);
        var greeted = await bench.RequestAsync("initialize", """{"processId":null,"rootUri":null,"capabilities":{}}""");

        Assert.Equal(-32602, CodeOf(refused));
        Assert.Contains("initialize", MessageOf(refused), StringComparison.Ordinal);
        Assert.True(greeted.TryGetProperty("result", out _), greeted.GetRawText());
    }

    [Fact]
    public async Task Initialize_WithoutParams_IsRefused()
    {
        await using var bench = new LspBench();

        await bench.SendAsync("""{"jsonrpc":"2.0","id":"bare","method":"initialize"}""");
        var refused = await bench.ReadUntilAsync(frame => frame.TryGetProperty("id", out _));

        Assert.Equal(-32602, CodeOf(refused));
        Assert.Equal("bare", refused.GetProperty("id").GetString());
    }

    [Fact]
    public async Task Initialize_ASecondTime_IsRefused()
    {
        await using var bench = await LspBench.StartAsync();

        Assert.Equal(-32600, CodeOf(await bench.RequestAsync("initialize", """{"processId":null,"rootUri":null,"capabilities":{}}""")));
    }

    [Fact]
    public async Task Request_AfterShutdown_IsRefused()
    {
        await using var bench = await LspBench.StartAsync();
        await bench.RequestAsync("shutdown", "null");

        var refused = await bench.RequestAsync("textDocument/codeLens", Lens);

        Assert.Equal(-32600, CodeOf(refused));
        Assert.Contains("shutdown", MessageOf(refused), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""[{"jsonrpc":"2.0","id":1,"method":"shutdown"}]""", -32600)]
    [InlineData("hello", -32700)]
    [InlineData("", -32700)]
    [InlineData("5", -32600)]
    [InlineData("""{"jsonrpc":"2.0","id":1.5,"method":"shutdown"}""", -32600)]
    [InlineData("""{"jsonrpc":"1.0","method":"x"}""", -32600)]
    public async Task Body_ThatIsNoMessage_IsAnsweredWithANullId(string body, int code)
    {
        await using var bench = await LspBench.StartAsync();

        await bench.SendAsync(body);
        var refused = await bench.ReadUntilAsync(frame => frame.TryGetProperty("error", out _));

        Assert.Equal(code, CodeOf(refused));
        Assert.Equal(JsonValueKind.Null, refused.GetProperty("id").ValueKind);
    }

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":"mine","method":5}""", "method must be a string")]
    [InlineData("""{"jsonrpc":"2.0","id":"mine","method":"shutdown","params":5}""", "params must be an object or an array")]
    [InlineData("""{"jsonrpc":"1.0","id":"mine","method":"shutdown"}""", "jsonrpc must be \"2.0\"")]
    public async Task Request_OfAnotherShape_IsRefusedUnderItsIdWithTheReason(string body, string reason)
    {
        await using var bench = await LspBench.StartAsync();

        await bench.SendAsync(body);
        var refused = await bench.ReadUntilAsync(frame => frame.TryGetProperty("error", out _));

        Assert.Equal(-32600, CodeOf(refused));
        Assert.Equal("mine", refused.GetProperty("id").GetString());
        Assert.Contains(reason, MessageOf(refused), StringComparison.Ordinal);
    }

    private static string? MessageOf(JsonElement refused) => refused.GetProperty("error").GetProperty("message").GetString();
}
