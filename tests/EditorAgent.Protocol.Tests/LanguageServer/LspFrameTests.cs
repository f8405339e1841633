using System.Text;
using System.Text.Json;
using EditorAgent.Fuzzing;
using EditorAgent.Protocol.Tests.Doors;
using Xunit;

namespace EditorAgent.Protocol.Tests.LanguageServer;

/// <summary>Whatever comes over the connection, the door neither dies nor hangs: it answers, or says why it cannot go on.</summary>
public sealed class LspFrameTests
{
    private const int Batch = 50;
    private const int Frames = 2_000;

    private static readonly string[] Corpus =
    [
        """{"jsonrpc":"2.0","id":"a1","method":"initialize","params":{"processId":1,"rootUri":"file:///w","capabilities":{"workspace":{"applyEdit":true}}}}""",
        """{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":"file:///w/a.cs","languageId":"csharp","version":1,"text":"class A { }"}}}""",
        """{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":"file:///w/a.cs","version":2},"contentChanges":[{"range":{"start":{"line":0,"character":1},"end":{"line":0,"character":3}},"text":"x"}]}}""",
        """{"jsonrpc":"2.0","id":"a2","method":"textDocument/codeAction","params":{"textDocument":{"uri":"file:///w/a.cs"},"range":{"start":{"line":0,"character":1},"end":{"line":0,"character":3}},"context":{"diagnostics":[{"range":{"start":{"line":0,"character":1},"end":{"line":0,"character":3}},"message":"m","code":1,"severity":1}]}}}""",
        """{"jsonrpc":"2.0","id":"a3","method":"textDocument/codeLens","params":{"textDocument":{"uri":"file:///w/a.cs"}}}""",
        """{"jsonrpc":"2.0","id":"a4","method":"codeLens/resolve","params":{"range":{"start":{"line":0,"character":1},"end":{"line":0,"character":3}},"data":{"path":"/w/a.cs","testName":"A.B"}}}""",
        """{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":"a2"}}""",
        """{"jsonrpc":"2.0","id":77,"result":{"applied":true}}""",
        """{"jsonrpc":"2.0","id":78,"error":{"code":-32603,"message":"no"}}""",
    ];

    private static readonly string[] Words =
        ["\"jsonrpc\":\"1.0\"", "\"id\":null", "\"id\":1.5", "\"params\":[]", "\"params\":null", "\"line\":-1", "\"line\":99999999999999999999", "\"uri\":\"\"", "\"uri\":\"file://%00\"", "\"text\":null", "\"contentChanges\":{}"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Content-Length: what?\r\n\r\n{}")]
    [InlineData("Content-Length: -5\r\n\r\n{}")]
    [InlineData("Content-Length: 99999999999\r\n\r\n{}")]
    [InlineData("Content-Length: 999999999\r\n\r\n{}")]
    [InlineData("Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}")]
    [InlineData("Content-Type: application/vscode-jsonrpc; charset=utf-8\r\n\r\n{}")]
    [InlineData("no colon at all\r\n\r\n{}")]
    [InlineData(": 2\r\n\r\n{}")]
    [InlineData("GET / HTTP/1.1\r\nHost: x\r\n\r\n")]
    public async Task Header_ThatMakesNoSense_EndsTheConnectionWithALine(string bytes)
    {
        await using var bench = await LspBench.StartAsync();

        await bench.SendRawAsync(Encoding.UTF8.GetBytes(bytes));
        var fault = await bench.Running.WaitAsync(JsonLineClient.Patience, Token);

        Assert.StartsWith("a frame's header makes no sense: ", fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Header_ThatDoesNotEnd_EndsTheConnectionWithALine()
    {
        await using var bench = await LspBench.StartAsync();

        await bench.SendRawAsync(Encoding.ASCII.GetBytes("X: " + new string('y', 10_000)));

        Assert.Equal("a frame's header does not end", await bench.Running.WaitAsync(JsonLineClient.Patience, Token));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Content-Le")]
    [InlineData("Content-Length: 500\r\n\r\n{\"jsonrpc\"")]
    public async Task Input_ThatEndsInTheMiddle_EndsTheConnection(string bytes)
    {
        await using var bench = await LspBench.StartAsync();

        await bench.SendRawAsync(Encoding.ASCII.GetBytes(bytes));
        await bench.CloseInputAsync();

        Assert.Null(await bench.Running.WaitAsync(JsonLineClient.Patience, Token));
    }

    [Fact]
    public async Task Headers_InOtherSpellings_AreUnderstood()
    {
        await using var bench = await LspBench.StartAsync();
        var body = """{"jsonrpc":"2.0","id":"odd","method":"textDocument/codeLens","params":{"textDocument":{"uri":"untitled:x"}}}"""u8.ToArray();

        await bench.SendRawAsync(Encoding.ASCII.GetBytes($"content-type: application/vscode-jsonrpc; charset=utf-8\r\nX-Something-Very-Long-Indeed: y\r\ncontent-length:  {body.Length} \r\n\r\n"));
        await bench.SendRawAsync(body);
        var answer = await bench.ReadUntilAsync(frame => frame.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String);

        Assert.Equal(0, answer.GetProperty("result").GetArrayLength());
    }

    [Fact]
    public async Task Door_WhateverBodiesCome_StaysOpenAndAnswersTheNextRequest()
    {
        await using var bench = await LspBench.StartAsync();
        var mutator = new ByteMutator(FuzzBudget.Seed, Corpus, Words);
        var frames = Math.Min(Frames, FuzzBudget.Iterations);
        for (var sent = 0; sent < frames; sent += Batch)
        {
            var bodies = Enumerable.Range(0, Batch).Select(_ => mutator.Next()).ToList();
            try
            {
                foreach (var body in bodies)
                {
                    await bench.SendBodyAsync(body);
                }

                var answer = await bench.RequestAsync("textDocument/codeLens", """{"textDocument":{"uri":"untitled:x"}}""");
                Assert.Equal(JsonValueKind.Array, answer.GetProperty("result").ValueKind);
            }
            catch (Exception exception)
            {
                throw new FuzzFailure($"Behind the bodies {sent} to {sent + Batch} of seed {FuzzBudget.Seed} no request is answered.\n{string.Join('\n', bodies.Select(Convert.ToBase64String))}", exception);
            }
        }

        Assert.False(bench.Running.IsCompleted);
        Assert.All(bench.Seen, frame => Assert.DoesNotContain("   at EditorAgent", frame.GetRawText(), StringComparison.Ordinal));
    }
}
