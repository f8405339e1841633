using System.ClientModel;
using System.ClientModel.Primitives;
using System.Text;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Models;
using EditorAgent.Tests.ModelProviders.Http;
using OpenAI;
using OpenAI.Chat;
using Xunit;

namespace EditorAgent.Tests.ModelProviders.OpenAiCompatible;

/// <summary>The vendor's own client reads the same answer as we do, and writes the messages that we write.</summary>
public sealed class OpenAiSdkTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Stream_WhenSdkReadsTheSameAnswer_AgreesOnTextCallsAndUsage()
    {
        var answer = CannedAnswer.Stream(ChatStreams.Reference);
        await using var exchange = Exchange.Chat(ChatDialect.OpenAi, answer);
        await using var responder = new LoopbackResponder(answer);
        var text = new StringBuilder();
        var calls = new SortedDictionary<int, (string? Id, string? Name, StringBuilder Arguments)>();
        ChatFinishReason? reason = null;
        ChatTokenUsage? usage = null;

        await foreach (var update in Client(responder).CompleteChatStreamingAsync([new UserChatMessage("hello")], cancellationToken: Token))
        {
            text.Append(string.Concat(update.ContentUpdate.Select(part => part.Text)));
            foreach (var call in update.ToolCallUpdates)
            {
                var known = calls.GetValueOrDefault(call.Index, (null, null, new StringBuilder()));
                known.Arguments.Append(call.FunctionArgumentsUpdate);
                calls[call.Index] = (known.Id ?? call.ToolCallId, known.Name ?? call.FunctionName, known.Arguments);
            }

            reason = update.FinishReason ?? reason;
            usage = update.Usage ?? usage;
        }

        var ours = await exchange.CompleteAsync(Token);
        Assert.Equal(ours.Message.Text, text.ToString());
        Assert.Equal(
            ours.Message.ToolCalls.Select(call => (call.VendorId, call.Name, call.RawArguments)),
            calls.Values.Select(call => (call.Id!, call.Name!, call.Arguments.ToString())));
        Assert.Equal(ChatFinishReason.ToolCalls, reason);
        Assert.Equal(FinishReason.ToolCalls, ours.Reason);
        Assert.Equal(ours.Usage, new TokenUsage(usage!.InputTokenCount, usage.OutputTokenCount, usage.InputTokenDetails.CachedTokenCount));
    }

    [Fact]
    public async Task Stream_WhenSdkSendsTheSameConversation_WritesTheSameMessages()
    {
        await using var exchange = Exchange.Chat(ChatDialect.OpenAi, CannedAnswer.Stream(ChatStreams.Text("x")));
        await using var responder = new LoopbackResponder(CannedAnswer.Stream(ChatStreams.Text("x")));
        var options = new ChatCompletionOptions { MaxOutputTokenCount = 1000 };
        options.Tools.Add(ChatTool.CreateFunctionTool("read", "Does read.", BinaryData.FromBytes(Exchange.Tool("read").InputSchema)));
        ChatMessage[] messages =
        [
            new SystemChatMessage("You help."),
            new UserChatMessage("hello 文 \"quoted\""),
            new AssistantChatMessage([ChatToolCall.CreateFunctionToolCall("call_1", "read", BinaryData.FromString("""{"path": "a"}"""))]),
            new ToolChatMessage("call_1", "content"),
        ];

        await foreach (var _ in Client(responder).CompleteChatStreamingAsync(messages, options, Token))
        {
        }

        var call = new AssistantPart.ToolCall(new ToolCallId("1"), "call_1", "read", """{"path": "a"}""");
        await exchange.RunAsync(Token, Exchange.Request(
            Exchange.User("hello 文 \"quoted\""),
            new Message.Assistant([call]),
            new Message.ToolResult(call.Id, "read", [new ContentPart.Text("content")], false)) with { Tools = [Exchange.Tool("read")] });

        var theirs = responder.Requests[0].Json;
        var ours = exchange.Responder.Requests[0].Json;
        foreach (var name in (string[])["model", "messages", "tools", "stream", "stream_options", "max_completion_tokens"])
        {
            Assert.True(
                System.Text.Json.JsonElement.DeepEquals(theirs.GetProperty(name), ours.GetProperty(name)),
                $"{name}\nours   {ours.GetProperty(name)}\ntheirs {theirs.GetProperty(name)}");
        }
    }

    private static ChatClient Client(LoopbackResponder responder) => new(
        "vendor-model",
        new ApiKeyCredential(Exchange.Key),
        new OpenAIClientOptions { Endpoint = new Uri(responder.Address + "/v1"), RetryPolicy = new ClientRetryPolicy(0) });
}
