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
}
