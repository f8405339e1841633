using EditorAgent.Core.Configuration;
using EditorAgent.Core.Models;
using EditorAgent.Tests.ModelProviders.Http;
using Xunit;

namespace EditorAgent.Tests.ModelProviders.OpenAiCompatible;

public sealed class ChatAnswerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Stream_WhenReferenceAnswer_GivesEveryPart()
    {
        await using var exchange = Exchange.Chat(ChatDialect.Moonshot, CannedAnswer.Stream(ChatStreams.Reference, "x-trace-id: trace-7"));

        var events = await exchange.RunAsync(Token);

        Assert.Equal(new ModelEvent.Accepted("trace-7"), events[0]);
        Assert.Equal("Let me read. ✓", string.Concat(events.OfType<ModelEvent.ReasoningDelta>().Select(delta => delta.Text)));
        Assert.Equal("I will read both 文件.", string.Concat(events.OfType<ModelEvent.TextDelta>().Select(delta => delta.Text)));
        var completed = Assert.IsType<ModelEvent.Completed>(events[^1]);
        Assert.Equal(FinishReason.ToolCalls, completed.Reason);
        Assert.Equal(new TokenUsage(100, 10, 64), completed.Usage);
        Assert.Equal(new AssistantPart.Reasoning("Let me read. ✓", "reasoning_content", null), completed.Message.Parts[0]);
        Assert.Equal(["""{"path":"a"}""", """{"path":"b"}"""], completed.Message.ToolCalls.Select(call => call.RawArguments));
        Assert.Equal(["functions.read:0", "functions.read:1"], completed.Message.ToolCalls.Select(call => call.VendorId));
        Assert.Equal(2, completed.Message.ToolCalls.Select(call => call.Id).Distinct().Count());
        var second = events.OfType<ModelEvent.ToolCallDelta>().Where(delta => delta.Index == 1).ToList();
        Assert.Equal([new(1, "read", ""), new(1, "read", """{"path":"b"}""")], second);
    }

    [Theory]
    [InlineData("chunks without index", """{"id":"a","function":{"name":"read","arguments":"{\"p\""}}""", """{"function":{"arguments":":1}"}}""", """{"id":"b","function":{"name":"list","arguments":""}}""", """{"function":{"arguments":"{}"}}""")]
    [InlineData("string index", """{"index":"0","id":"a","function":{"name":"read","arguments":"{\"p\":"}}""", """{"index":"1","id":"b","function":{"name":"list","arguments":"{"}}""", """{"index":"0","function":{"arguments":"1}"}}""", """{"index":"1","function":{"arguments":"}"}}""")]
    [InlineData("arguments before name", """{"index":0,"function":{"arguments":"{\"p\":"}}""", """{"index":1,"id":"b","function":{"arguments":"{}"}}""", """{"index":0,"id":"a","function":{"name":"read","arguments":"1}"}}""", """{"index":1,"function":{"name":"list"}}""")]
    [InlineData("one index for all", """{"index":0,"id":"a","function":{"name":"read","arguments":"{\"p\":1}"}}""", """{"index":0,"id":"b","function":{"name":"list","arguments":"{}"}}""")]
    [InlineData("name repeated", """{"index":0,"id":"a","function":{"name":"read","arguments":"{\"p\":"}}""", """{"index":0,"id":"a","function":{"name":"read","arguments":"1}"}}""", """{"index":1,"id":"b","function":{"name":"list","arguments":"{}"}}""")]
    [InlineData("arguments as object", """{"index":0,"id":"a","function":{"name":"read","arguments":{"p":1}}}""", """{"index":1,"id":"b","function":{"name":"list","arguments":{}}}""")]
    [InlineData("both in one chunk", """{"index":0,"id":"a","function":{"name":"read","arguments":"{\"p\":1}"}},{"index":1,"id":"b","function":{"name":"list","arguments":"{}"}}""")]
    [InlineData("null fields", """{"index":0,"id":"a","type":null,"function":{"name":"read","arguments":null}}""", """{"index":0,"id":null,"function":{"name":null,"arguments":"{\"p\":1}"}}""", """{"index":1,"id":"b","function":{"name":"list","arguments":"{}"}}""")]
    public async Task Stream_WhenFragmentsAreOdd_PutsTheSameCallsTogether(string oddity, params string[] fragments)
    {
        await using var exchange = Exchange.Chat(ChatDialect.Generic, CannedAnswer.Stream(ChatStreams.Calls("tool_calls", fragments)));

        var events = await exchange.RunAsync(Token);

        var calls = Assert.IsType<ModelEvent.Completed>(events[^1]).Message.ToolCalls.ToList();
        Assert.True(2 == calls.Count, oddity);
        Assert.Equal(("a", "read", """{"p":1}"""), (calls[0].VendorId, calls[0].Name, calls[0].RawArguments));
        Assert.Equal(("b", "list", "{}"), (calls[1].VendorId, calls[1].Name, calls[1].RawArguments));
        foreach (var index in (int[])[0, 1])
        {
            var deltas = events.OfType<ModelEvent.ToolCallDelta>().Where(delta => delta.Index == index).ToList();
            Assert.Equal(calls[index].RawArguments, string.Concat(deltas.Select(delta => delta.ArgumentsDelta)));
            Assert.Equal(calls[index].Name, deltas[^1].Name);
        }
    }

    [Fact]
    public async Task Stream_WhenIdIsMissing_MakesOneThatIsSentBack()
    {
        var answer = CannedAnswer.Stream(ChatStreams.Calls("tool_calls", """{"index":0,"function":{"name":"read","arguments":"{}"}}"""));
        await using var exchange = Exchange.Chat(ChatDialect.Generic, answer);

        var call = Assert.Single((await exchange.CompleteAsync(Token)).Message.ToolCalls);

        Assert.NotEmpty(call.VendorId);
        Assert.Equal(call.Id.Value, call.VendorId);
    }

    [Theory]
    [InlineData("stop", FinishReason.ToolCalls)]
    [InlineData("tool_calls", FinishReason.ToolCalls)]
    [InlineData("length", FinishReason.Length)]
    public async Task Stream_WhenCallsAreUnfinishedJson_StillDeliversThem(string finish, FinishReason expected)
    {
        var answer = CannedAnswer.Stream(ChatStreams.Calls(finish, """{"index":0,"id":"a","function":{"name":"write","arguments":"{\"path\":\"x"}}"""));
        await using var exchange = Exchange.Chat(ChatDialect.Moonshot, answer);

        var completed = await exchange.CompleteAsync(Token);

        Assert.Equal(expected, completed.Reason);
        Assert.Equal("""{"path":"x""", Assert.Single(completed.Message.ToolCalls).RawArguments);
    }

    [Theory]
    [InlineData("reasoning_content")]
    [InlineData("reasoning")]
    public async Task Stream_WhenReasoningIsEmpty_KeepsAnEmptyPart(string key)
    {
        var answer = CannedAnswer.Stream(ChatStreams.Of(
            $$$"""{"choices":[{"index":0,"delta":{"{{{key}}}":""}}]}""",
            """{"choices":[{"index":0,"delta":{"content":"x"},"finish_reason":"stop"}]}""",
            "[DONE]"));
        await using var exchange = Exchange.Chat(ChatDialect.Moonshot, answer);

        Assert.Equal(new AssistantPart.Reasoning("", key, null), (await exchange.CompleteAsync(Token)).Message.Parts[0]);
    }

    [Fact]
    public async Task Stream_WhenReasoningIsNull_HasNoPart()
    {
        var answer = CannedAnswer.Stream(ChatStreams.Of(
            """{"choices":[{"index":0,"delta":{"reasoning_content":null,"content":"x"},"finish_reason":"stop"}]}""",
            "[DONE]"));
        await using var exchange = Exchange.Chat(ChatDialect.Moonshot, answer);

        Assert.IsType<AssistantPart.Text>(Assert.Single((await exchange.CompleteAsync(Token)).Message.Parts));
    }

    [Fact]
    public async Task Stream_WhenReasoningComesTwice_IsShownOnceAndKeptInBothForms()
    {
        var answer = CannedAnswer.Stream(ChatStreams.Of(
            """{"choices":[{"index":0,"delta":{"reasoning":"hm","reasoning_content":"hm","reasoning_details":[{"type":"reasoning.text","text":"hm","index":0}]}}]}""",
            """{"choices":[{"index":0,"delta":{"reasoning":"!","reasoning_content":"!","reasoning_details":[{"type":"reasoning.text","text":"!✓","index":0,"signature":"sig"}]}}]}""",
            """{"choices":[{"index":0,"delta":{"reasoning_details":[{"type":"reasoning.text","text":"next","index":1},{"type":"reasoning.encrypted","data":"x","index":2},{"type":"reasoning.encrypted","data":"y","index":2}]}}]}""",
            """{"choices":[{"index":0,"delta":{"content":"x"},"finish_reason":"stop"}]}""",
            "[DONE]"));
        await using var exchange = Exchange.Chat(ChatDialect.Generic, answer);

        var events = await exchange.RunAsync(Token);

        Assert.Equal("hm!", string.Concat(events.OfType<ModelEvent.ReasoningDelta>().Select(delta => delta.Text)));
        var parts = Assert.IsType<ModelEvent.Completed>(events[^1]).Message.Parts;
        Assert.Equal(new AssistantPart.Reasoning("hm!", "reasoning_content", null), parts[0]);
        Assert.Equal(
            new AssistantPart.Reasoning(
                """
                [{"type":"reasoning.text","text":"hm!✓","index":0,"signature":"sig"},{"type":"reasoning.text","text":"next","index":1},
                {"type":"reasoning.encrypted","data":"x","index":2},{"type":"reasoning.encrypted","data":"y","index":2}]
                """.ReplaceLineEndings(""),
                "reasoning_details",
                null),
            parts[1]);
    }

    [Theory]
    [InlineData("""{"prompt_tokens":100,"completion_tokens":10,"cached_tokens":64}""", null)]
    [InlineData("""{"prompt_tokens":100,"completion_tokens":10,"prompt_tokens_details":{"cached_tokens":64}}""", null)]
    [InlineData(null, """{"prompt_tokens":100,"completion_tokens":10,"cached_tokens":64}""")]
    [InlineData("""{"prompt_tokens":1,"completion_tokens":1,"cached_tokens":1}""", """{"prompt_tokens":100,"completion_tokens":10,"cached_tokens":64}""")]
    [InlineData("""{"prompt_tokens":100,"completion_tokens":1,"cached_tokens":64}""", """{"prompt_tokens":100,"completion_tokens":10,"prompt_tokens_details":null}""")]
    public async Task Stream_WhenUsageStandsInEitherPlace_CountsIt(string? onFinish, string? atEnd)
    {
        var answer = CannedAnswer.Stream(ChatStreams.Of(
        [
            """{"choices":[{"index":0,"delta":{"content":"x"},"finish_reason":null}],"usage":null}""",
            $$$"""{"choices":[{"index":0,"delta":{},"finish_reason":"stop","usage":{{{onFinish ?? "null"}}}}]}""",
            .. atEnd is null ? Array.Empty<string>() : [$$$"""{"choices":[],"usage":{{{atEnd}}}}"""],
            "[DONE]",
        ]));
        await using var exchange = Exchange.Chat(ChatDialect.Moonshot, answer);

        Assert.Equal(new TokenUsage(100, 10, 64), (await exchange.CompleteAsync(Token)).Usage);
    }

    [Fact]
    public async Task Stream_WhenFinishReasonChanges_TakesTheLast()
    {
        var answer = CannedAnswer.Stream(ChatStreams.Of(
            """{"choices":[{"index":0,"delta":{"content":"x"},"finish_reason":"stop"}]}""",
            """{"choices":[{"index":0,"delta":{},"finish_reason":"length"}]}""",
            """{"choices":[{"index":0,"delta":{},"finish_reason":null}]}""",
            "[DONE]"));
        await using var exchange = Exchange.Chat(ChatDialect.OpenAi, answer);

        Assert.Equal(FinishReason.Length, (await exchange.CompleteAsync(Token)).Reason);
    }

    [Fact]
    public async Task Stream_WhenClosedCleanlyAfterFinishReason_IsWhole()
    {
        var answer = CannedAnswer.Stream(": keep-alive\n\n" + ChatStreams.Of(
            """{"choices":[{"index":0,"delta":{"content":"x"}}]}""",
            """{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}"""));
        await using var exchange = Exchange.Chat(ChatDialect.Generic, answer);

        Assert.Equal("x", (await exchange.CompleteAsync(Token)).Message.Text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[DONE]")]
    [InlineData("""{"choices":[{"index":0,"delta":{"content":"half of"}}]}""")]
    [InlineData("""{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""")]
    [InlineData("""{"choices":[{"index":0,"delta":{"reasoning_content":"only thoughts"},"finish_reason":"stop"}]}""")]
    [InlineData("""{"choices":[{"index":0,"delta":{"content":"x"},"finish_reason":"error"}]}""")]
    [InlineData("""{"choices":[{"index":0,"delta":{"content":"x","content":"y"},"finish_reason":"stop"}]}""")]
    [InlineData("""{"choices":[{"index":0,"delta":""")]
    public async Task Stream_WhenNotWholeOrEmpty_IsTransient(string chunk)
    {
        await using var exchange = Exchange.Chat(ChatDialect.Generic, CannedAnswer.Stream(chunk.Length == 0 ? "" : ChatStreams.Of(chunk)));

        Assert.Equal(ModelFailureKind.Transient, (await exchange.FailAsync(Token)).Kind);
    }

    [Fact]
    public async Task Stream_WhenFilterLeavesNothing_IsFatal()
    {
        await using var exchange = Exchange.Chat(
            ChatDialect.Moonshot, CannedAnswer.Stream(ChatStreams.Of("""{"choices":[{"index":0,"delta":{},"finish_reason":"content_filter"}]}""", "[DONE]")));

        Assert.Equal(ModelFailureKind.ContentFiltered, (await exchange.FailAsync(Token)).Kind);
    }

    [Fact]
    public async Task Stream_WhenBudgetWentIntoReasoning_IsALengthAnswer()
    {
        await using var exchange = Exchange.Chat(
            ChatDialect.Moonshot,
            CannedAnswer.Stream(ChatStreams.Of("""{"choices":[{"index":0,"delta":{"reasoning_content":"long"},"finish_reason":"length"}]}""", "[DONE]")));

        Assert.Equal(FinishReason.Length, (await exchange.CompleteAsync(Token)).Reason);
    }

    [Theory]
    [InlineData("""{"error":{"type":"exceeded_current_quota_error","message":"no money"}}""", ModelFailureKind.QuotaExhausted)]
    [InlineData("""{"error":{"code":502,"message":"upstream"},"choices":[{"index":0,"delta":{"content":""},"finish_reason":"error"}]}""", ModelFailureKind.Transient)]
    [InlineData("""{"object":"error","message":"bad","type":"BadRequestError","code":400}""", ModelFailureKind.InvalidRequest)]
    public async Task Stream_WhenErrorStandsInTheMiddle_IsClassified(string error, ModelFailureKind expected)
    {
        await using var exchange = Exchange.Chat(
            ChatDialect.Generic,
            CannedAnswer.Stream(ChatStreams.Of("""{"choices":[{"index":0,"delta":{"content":"x"}}]}""", error), "x-trace-id: t9"));

        var failure = await exchange.FailAsync(Token);

        Assert.Equal(expected, failure.Kind);
        Assert.Equal("t9", failure.TraceId);
    }
}
