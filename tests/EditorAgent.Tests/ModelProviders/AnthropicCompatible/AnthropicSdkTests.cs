using System.Text;
using System.Text.Json;
using Anthropic;
using Anthropic.Models.Messages;
using EditorAgent.Core.Models;
using EditorAgent.Tests.ModelProviders.Http;
using Xunit;

namespace EditorAgent.Tests.ModelProviders.AnthropicCompatible;

/// <summary>The vendor's own client reads the same answer as we do.</summary>
public sealed class AnthropicSdkTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Stream_WhenSdkReadsTheSameAnswer_AgreesOnEveryPartAndUsage()
    {
        var answer = CannedAnswer.Stream(AnthropicStreams.Reference);
        await using var exchange = Exchange.Anthropic(answer);
        await using var responder = new LoopbackResponder(answer);
        var client = Client(responder);
        var parameters = new MessageCreateParams
        {
            MaxTokens = 1000,
            Model = "vendor-model",
            Messages = [new UserMessageParam("hello")],
        };
        StringBuilder text = new(), thinking = new(), signature = new();
        var calls = new SortedDictionary<long, (string Id, string Name, StringBuilder Arguments)>();
        long input = 0, cached = 0, output = 0;
        string? stop = null;

        await foreach (var next in client.Messages.CreateStreaming(parameters, Token))
        {
            if (next.TryPickStart(out var start))
            {
                var usage = start.Message.Usage;
                cached = usage.CacheReadInputTokens ?? 0;
                input = usage.InputTokens + cached + (usage.CacheCreationInputTokens ?? 0);
            }
            else if (next.TryPickContentBlockStart(out var begun) && begun.ContentBlock.TryPickToolUse(out var call))
            {
                calls[begun.Index] = (call.ID, call.Name, new StringBuilder());
            }
            else if (next.TryPickContentBlockDelta(out var more))
            {
                text.Append(more.Delta.TryPickText(out var spoken) ? spoken.Text : "");
                thinking.Append(more.Delta.TryPickThinking(out var thought) ? thought.Thinking : "");
                signature.Append(more.Delta.TryPickSignature(out var signed) ? signed.Signature : "");
                if (more.Delta.TryPickInputJson(out var json))
                {
                    calls[more.Index].Arguments.Append(json.PartialJson);
                }
            }
            else if (next.TryPickDelta(out var end))
            {
                output = end.Usage.OutputTokens;
                stop = end.Delta.StopReason?.Raw();
            }
        }

        var ours = await exchange.CompleteAsync(Token);
        Assert.Equal(ours.Message.Text, text.ToString());
        Assert.Equal(new AssistantPart.Reasoning(thinking.ToString(), "thinking", signature.ToString()), ours.Message.Parts[0]);
        Assert.Equal(
            calls.Values.Select(call => (call.Id, call.Name, call.Arguments.ToString())),
            ours.Message.ToolCalls.Select(call => (call.VendorId, call.Name, call.RawArguments)));
        Assert.Equal(new TokenUsage(input, output, cached), ours.Usage);
        Assert.Equal("tool_use", stop);
        Assert.Equal(FinishReason.ToolCalls, ours.Reason);
    }

    [Fact]
    public async Task Stream_WhenSdkSendsTheSameConversation_WritesTheSameMessages()
    {
        var answer = CannedAnswer.Stream(AnthropicStreams.Text("x", "end_turn"));
        await using var exchange = Exchange.Anthropic(answer);
        await using var responder = new LoopbackResponder(answer);
        var arguments = new Dictionary<string, JsonElement> { ["path"] = JsonSerializer.SerializeToElement("a") };
        var parameters = new MessageCreateParams
        {
            MaxTokens = 1000,
            Model = "vendor-model",
            Messages =
            [
                new UserMessageParam(new List<ContentBlockParam> { new TextBlockParam("hello 文") }),
                new AssistantMessageParam(new List<ContentBlockParam>
                {
                    new ThinkingBlockParam { Thinking = "hm", Signature = "sig" },
                    new ToolUseBlockParam { ID = "toolu_1", Name = "read", Input = arguments },
                }),
                new UserMessageParam(new List<ContentBlockParam>
                {
                    new ToolResultBlockParam("toolu_1") { Content = new List<Block> { new TextBlockParam("content") }, IsError = true },
                    new TextBlockParam("go on") { CacheControl = new CacheControlEphemeral() },
                }),
            ],
        };

        await foreach (var _ in Client(responder).Messages.CreateStreaming(parameters, Token))
        {
        }

        var call = new AssistantPart.ToolCall(new ToolCallId("1"), "toolu_1", "read", """{"path": "a"}""");
        await exchange.RunAsync(Token, Exchange.Request(
            Exchange.User("hello 文"),
            new Core.Models.Message.Assistant([new AssistantPart.Reasoning("hm", "thinking", "sig"), call]),
            new Core.Models.Message.ToolResult(call.Id, "read", [new ContentPart.Text("content")], true),
            Exchange.User("go on")));

        var theirs = responder.Requests[0].Json;
        var ours = exchange.Responder.Requests[0].Json;
        foreach (var name in (string[])["model", "messages", "stream", "max_tokens"])
        {
            Assert.True(
                JsonElement.DeepEquals(theirs.GetProperty(name), ours.GetProperty(name)),
                $"{name}\nours   {ours.GetProperty(name)}\ntheirs {theirs.GetProperty(name)}");
        }

        Assert.Equal(responder.Requests[0].Line, exchange.Responder.Requests[0].Line);
    }

    private static AnthropicClient Client(LoopbackResponder responder) =>
        new() { ApiKey = Exchange.Key, BaseUrl = responder.Address, MaxRetries = 0 };
}
