using EditorAgent.Core.Configuration;
using EditorAgent.Core.Models;
using EditorAgent.Tests.ModelProviders.Http;
using Xunit;

namespace EditorAgent.Tests.ModelProviders.OpenAiCompatible;

public sealed class LeakedToolCallsTests
{
    private const string Section =
        "<|tool_calls_section_begin|><|tool_call_begin|>functions.mcp__a__list-all:0<|tool_call_argument_begin|>{\\\"p\\\":1}<|tool_call_end|>"
        + "<|tool_call_begin|>functions.v1.read:1<|tool_call_argument_begin|>{}<|tool_call_end|><|tool_calls_section_end|>";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(1000)]
    public async Task Stream_WhenTokensLeakFromASelfHostedServer_BecomeCalls(int pieceLength)
    {
        await using var exchange = Exchange.Chat(ChatDialect.Generic, CannedAnswer.Stream(InPieces("I look < here. " + Section + " Done.", pieceLength)));

        var events = await exchange.RunAsync(Token);

        var completed = Assert.IsType<ModelEvent.Completed>(events[^1]);
        Assert.Equal(FinishReason.ToolCalls, completed.Reason);
        Assert.Equal("I look < here.  Done.", completed.Message.Text);
        Assert.Equal(completed.Message.Text, string.Concat(events.OfType<ModelEvent.TextDelta>().Select(delta => delta.Text)));
        Assert.Equal(
            [("functions.mcp__a__list-all:0", "mcp__a__list-all", """{"p":1}"""), ("functions.v1.read:1", "v1.read", "{}")],
            completed.Message.ToolCalls.Select(call => (call.VendorId, call.Name, call.RawArguments)));
    }

    [Theory]
    [InlineData("ends with <|tool_calls_sec")]
    [InlineData("talks of <|tool_calls_section_begin|> only")]
    [InlineData("a < b <| c")]
    public async Task Stream_WhenTextOnlyLooksLikeIt_StaysText(string text)
    {
        await using var exchange = Exchange.Chat(ChatDialect.Generic, CannedAnswer.Stream(InPieces(text, 2)));

        var events = await exchange.RunAsync(Token);

        Assert.Equal(text, Assert.IsType<ModelEvent.Completed>(events[^1]).Message.Text);
        Assert.Equal(text, string.Concat(events.OfType<ModelEvent.TextDelta>().Select(delta => delta.Text)));
    }

    [Fact]
    public async Task Stream_WhenTheVendorIsNotSelfHosted_DoesNotTouchTheText()
    {
        await using var exchange = Exchange.Chat(ChatDialect.Moonshot, CannedAnswer.Stream(InPieces(Section, 1000)));

        Assert.Empty((await exchange.CompleteAsync(Token)).Message.ToolCalls);
    }

    /// <summary>Pieces never split an escape.</summary>
    private static string InPieces(string escaped, int length)
    {
        var letters = escaped.Replace("\\\"", "\u0001", StringComparison.Ordinal).Chunk(length).Select(piece => new string(piece).Replace("\u0001", "\\\"", StringComparison.Ordinal));
        return ChatStreams.Of(
        [
            .. letters.Select(piece => $$$"""{"choices":[{"index":0,"delta":{"content":"{{{piece}}}"}}]}"""),
            """{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""",
            "[DONE]",
        ]);
    }
}
