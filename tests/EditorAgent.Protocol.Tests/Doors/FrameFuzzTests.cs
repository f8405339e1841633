using System.Text;
using System.Text.Json;
using EditorAgent.Fuzzing;
using Xunit;
using static EditorAgent.Protocol.Tests.Doors.AcpDoorBench;

namespace EditorAgent.Protocol.Tests.Doors;

/// <summary>
/// Whatever a client writes, what comes back is frames, the door stays open, and a right request behind it is answered. The corpus is
/// what real clients send.
/// </summary>
public sealed class FrameFuzzTests
{
    private const int Batch = 50;

    private const string Conversation = """
        turns:
          - answer: {text: Hello there.}
        """;

    private static readonly string[] Words =
    [
        "\"jsonrpc\":\"2.0\"", "\"jsonrpc\":\"1.0\"", "\"id\":null", "\"id\":1.5", "\"id\":\"x\"", "\"method\":\"session/prompt\"", "\"method\":\"session/cancel\"", "\"method\":\"$/cancel_request\"",
        "\"method\":\"rpc.x\"", "\"params\":[]", "\"params\":null", "\"result\":{}", "\"error\":{\"code\":1,\"message\":\"x\"}", "\"sessionId\":", "\"prompt\":[{\"type\":\"image\"}]", "\"_meta\":{}",
        "\"cwd\":\"/\"", "\"mcpServers\":[{\"name\":\"x\",\"command\":\"touch\",\"args\":[\"x\"],\"env\":[]}]", "Content-Length: 5\r\n\r\n",
    ];

    [Fact]
    public async Task Door_WhateverLinesCome_StaysOpenAndAnswersTheNextRequest()
    {
        await using var bench = Start(Conversation, outputLimit: 64 * 1024 * 1024);
        var session = await bench.NewSessionAsync();
        var workspace = Json(bench.Workspace);
        string[] corpus =
        [
            """{"jsonrpc":"2.0","id":"a1","method":"initialize","params":{"protocolVersion":1,"clientCapabilities":{"fs":{"readTextFile":true,"writeTextFile":true},"terminal":true}}}""",
            $$$"""{"jsonrpc":"2.0","id":"a3","method":"session/prompt","params":{"sessionId":"{{{session}}}","prompt":[{"type":"text","text":"hi"},{"type":"resource_link","uri":"file:///x","name":"x"}]}}""",
            $$$"""{"jsonrpc":"2.0","method":"session/cancel","params":{"sessionId":"{{{session}}}"}}""",
            $$$"""{"jsonrpc":"2.0","id":"a5","method":"session/set_mode","params":{"sessionId":"{{{session}}}","modeId":"plan"}}""",
            $$$"""{"jsonrpc":"2.0","id":"a6","method":"session/list","params":{"cwd":{{{workspace}}} } }""",
            $$$"""{"jsonrpc":"2.0","id":"a7","method":"session/set_config_option","params":{"sessionId":"{{{session}}}","configId":"mode","value":"ask"}}""",
            $$$"""{"jsonrpc":"2.0","id":"a8","method":"_editoragent/session/steer","params":{"sessionId":"{{{session}}}","prompt":[{"type":"text","text":"x"}]}}""",
            """{"jsonrpc":"2.0","id":77,"result":{"outcome":{"outcome":"selected","optionId":"allow_once"}}}""",
            """{"jsonrpc":"2.0","id":78,"error":{"code":-32603,"message":"no"}}""",
        ];
        var mutator = new ByteMutator(FuzzBudget.Seed, corpus, Words);
        for (var sent = 0; sent < FuzzBudget.Iterations; sent += Batch)
        {
            var lines = Enumerable.Range(0, Math.Min(Batch, FuzzBudget.Iterations - sent)).Select(_ => mutator.Next()).ToList();
            foreach (var line in lines)
            {
                await bench.Client.SendRawAsync(line);
                await bench.Client.SendRawAsync("\n"u8.ToArray());
            }

            try
            {
                var answer = await bench.RequestAsync("_editoragent/no_such_method", "{}");
                Assert.Equal(-32601, CodeOf(answer));
            }
            catch (Exception exception)
            {
                throw new FuzzFailure($"Behind the lines {sent} to {sent + lines.Count} of seed {FuzzBudget.Seed} no request is answered.\n{string.Join('\n', lines.Select(Convert.ToBase64String))}", exception);
            }
        }

        Assert.All(bench.Seen, frame => Assert.Equal("2.0", frame.GetProperty("jsonrpc").GetString()));
        Assert.All(bench.Seen, frame => Assert.DoesNotContain("   at EditorAgent", frame.GetRawText(), StringComparison.Ordinal));
        Assert.Contains(bench.Seen, frame => frame.TryGetProperty("result", out _));
        Assert.Contains(bench.Seen, frame => frame.TryGetProperty("error", out _));
    }
}
