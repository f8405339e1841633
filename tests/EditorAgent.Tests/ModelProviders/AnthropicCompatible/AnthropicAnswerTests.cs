using EditorAgent.Core.Models;
using EditorAgent.Tests.ModelProviders.Http;
using Xunit;

namespace EditorAgent.Tests.ModelProviders.AnthropicCompatible;

public sealed class AnthropicAnswerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Stream_WhenReferenceAnswer_GivesEveryPart()
    {
        await using var exchange = Exchange.Anthropic(CannedAnswer.Stream(AnthropicStreams.Reference, "request-id: req_7"));

        var events = await exchange.RunAsync(Token);

        Assert.Equal(new ModelEvent.Accepted("req_7"), events[0]);
        Assert.Equal("Let me read. ✓", string.Concat(events.OfType<ModelEvent.ReasoningDelta>().Select(delta => delta.Text)));
        Assert.Equal("I will read both 文件.", string.Concat(events.OfType<ModelEvent.TextDelta>().Select(delta => delta.Text)));
        Assert.Equal(
            [new(0, "read", ""), new(0, "read", """{"path":"""), new(0, "read", "\"a\"}"), new(1, "list", "")],
            events.OfType<ModelEvent.ToolCallDelta>());
        var completed = Assert.IsType<ModelEvent.Completed>(events[^1]);
        Assert.Equal(FinishReason.ToolCalls, completed.Reason);
        Assert.Equal(new TokenUsage(100, 10, 64), completed.Usage);
        Assert.Equal(new AssistantPart.Reasoning("Let me read. ✓", "thinking", "c2lnbmF0dXJl"), completed.Message.Parts[0]);
        Assert.Equal(new AssistantPart.Reasoning("b3BhcXVl", "redacted_thinking", null), completed.Message.Parts[1]);
        Assert.Equal(
            [("toolu_1", "read", """{"path":"a"}"""), ("toolu_2", "list", "")],
            completed.Message.ToolCalls.Select(call => (call.VendorId, call.Name, call.RawArguments)));
    }

    [Theory]
    [InlineData("end_turn", FinishReason.Stop)]
    [InlineData("stop_sequence", FinishReason.Stop)]
    [InlineData("pause_turn", FinishReason.Stop)]
    [InlineData("max_tokens", FinishReason.Length)]
    [InlineData("model_context_window_exceeded", FinishReason.Length)]
    [InlineData("refusal", FinishReason.ContentFilter)]
    public async Task Stream_WhenStopped_GivesTheReason(string stopReason, FinishReason expected)
    {
        await using var exchange = Exchange.Anthropic(CannedAnswer.Stream(AnthropicStreams.Text("x", stopReason)));

        Assert.Equal(expected, (await exchange.CompleteAsync(Token)).Reason);
    }

    [Fact]
    public async Task Stream_WhenCallsInputComesWhole_TakesIt()
    {
        await using var exchange = Exchange.Anthropic(CannedAnswer.Stream(AnthropicStreams.Of(
            AnthropicStreams.Start,
            """{"type":"content_block_start","index":0,"content_block":{"type":"tool_use","id":"t","name":"read","input":{"path":"a"}}}""",
            """{"type":"message_delta","delta":{"stop_reason":"tool_use"},"usage":{"output_tokens":10}}""",
            AnthropicStreams.Stop)));

        Assert.Equal("""{"path":"a"}""", Assert.Single((await exchange.CompleteAsync(Token)).Message.ToolCalls).RawArguments);
    }

    [Fact]
    public async Task Stream_WhenRelayCountsOnlyAtTheEnd_CountsIt()
    {
        await using var exchange = Exchange.Anthropic(CannedAnswer.Stream(AnthropicStreams.Of(
            """{"type":"message_start","message":{"usage":{"input_tokens":0,"output_tokens":0}}}""",
            """{"type":"content_block_start","index":0,"content_block":{"type":"text","text":"x"}}""",
            """{"type":"content_block_start","index":1,"content_block":{"type":"later_invention","text":"x"}}""",
            """{"type":"content_block_delta","index":1,"delta":{"type":"later_delta"}}""",
            """{"type":"later_event"}""",
            """{"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"input_tokens":36,"cache_read_input_tokens":64,"output_tokens":10}}""",
            AnthropicStreams.Stop)));

        Assert.Equal(new TokenUsage(100, 10, 64), (await exchange.CompleteAsync(Token)).Usage);
    }

    [Theory]
    [InlineData("""{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}""", ModelFailureKind.Transient)]
    [InlineData("""{"type":"error","error":{"type":"rate_limit_error","message":"slow down"}}""", ModelFailureKind.Transient)]
    [InlineData("""{"type":"error","error":{"type":"authentication_error","message":"invalid x-api-key"}}""", ModelFailureKind.Unauthorized)]
    [InlineData("""{"type":"error","error":{"type":"invalid_request_error","message":"bad"}}""", ModelFailureKind.InvalidRequest)]
    public async Task Stream_WhenErrorEventComes_IsClassified(string error, ModelFailureKind expected)
    {
        await using var exchange = Exchange.Anthropic(CannedAnswer.Stream(AnthropicStreams.Of(AnthropicStreams.Start, error)));

        Assert.Equal(expected, (await exchange.FailAsync(Token)).Kind);
    }

    [Fact]
    public async Task Stream_WhenItEndsWithoutMessageStop_IsTransient()
    {
        var whole = AnthropicStreams.Text("x", "end_turn");
        await using var exchange = Exchange.Anthropic(CannedAnswer.Stream(whole[..whole.LastIndexOf("event:", StringComparison.Ordinal)]));

        var failure = await exchange.FailAsync(Token);

        Assert.Equal(ModelFailureKind.Transient, failure.Kind);
        Assert.Contains("broke off", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("end_turn", ModelFailureKind.Transient)]
    [InlineData("refusal", ModelFailureKind.ContentFiltered)]
    public async Task Stream_WhenAnswerIsEmpty_Fails(string stopReason, ModelFailureKind expected)
    {
        await using var exchange = Exchange.Anthropic(CannedAnswer.Stream(AnthropicStreams.Text("", stopReason)));

        Assert.Equal(expected, (await exchange.FailAsync(Token)).Kind);
    }
}
