using System.Text;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Models;
using EditorAgent.Tests.ModelProviders.AnthropicCompatible;
using EditorAgent.Tests.ModelProviders.OpenAiCompatible;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace EditorAgent.Tests.ModelProviders.Http;

/// <summary>Wherever a stream is cut, half an answer is never taken for a whole one; however it is split, it says the same.</summary>
public sealed class BrokenStreamTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>The shortest part of each stream that is a whole answer ends with these bytes.</summary>
    public static TheoryData<ProviderType, string> Dialects => new()
    {
        { ProviderType.OpenAi, "data: [DONE]\n\n" },
        { ProviderType.Anthropic, "data: {\"type\":\"message_stop\"}\n\n" },
    };

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task Stream_WhenCutAnywhere_IsTransientAndNeverCompleted(ProviderType type, string end)
    {
        var whole = CannedAnswer.Stream(Reference(type));
        var wholeLength = whole.Bytes.AsSpan().LastIndexOf(Encoding.UTF8.GetBytes(end)) + end.Length;
        Assert.True(wholeLength > end.Length);
        CannedAnswer[] answers = [.. Enumerable.Range(0, whole.Bytes.Length + 1).Select(whole.CutAt)];
        await using var exchange = new Exchange(type, ChatDialect.Moonshot, answers);

        for (var length = 0; length < answers.Length; length++)
        {
            var (last, failure) = await this.OutcomeAsync(exchange);

            Assert.True(length >= wholeLength == last is ModelEvent.Completed, $"cut at {length} of {whole.Bytes.Length}: {last}");
            Assert.True(failure is null || failure.Kind == ModelFailureKind.Transient, $"cut at {length}: {failure}");
        }
    }

    /// <summary>A stream that only the closing ends cannot tell a cut from an end: chat completions count from the finish reason on.</summary>
    [Theory]
    [InlineData(ProviderType.OpenAi, "\"cached_tokens\":64}}]}\n\n")]
    [InlineData(ProviderType.Anthropic, "data: {\"type\":\"message_stop\"}\n\n")]
    public async Task Stream_WhenOnlyTheClosingEndsIt_NeedsTheVendorsWord(ProviderType type, string end)
    {
        var whole = CannedAnswer.OpenEnded(Reference(type));
        var wholeLength = whole.Bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(end)) + end.Length;
        Assert.True(wholeLength > end.Length);
        CannedAnswer[] answers = [.. Enumerable.Range(0, whole.Bytes.Length + 1).Select(whole.CutAt)];
        await using var exchange = new Exchange(type, ChatDialect.Moonshot, answers);

        for (var length = 0; length < answers.Length; length++)
        {
            var (last, failure) = await this.OutcomeAsync(exchange);

            Assert.True(length >= wholeLength == last is ModelEvent.Completed, $"cut at {length} of {whole.Bytes.Length}: {last}");
            Assert.True(failure is null || failure.Kind == ModelFailureKind.Transient, $"cut at {length}: {failure}");
            if (last is ModelEvent.Completed completed)
            {
                Assert.Equal(2, completed.Message.ToolCalls.Count());
            }
        }
    }

    [Theory]
    [InlineData(ProviderType.OpenAi)]
    [InlineData(ProviderType.Anthropic)]
    public void Stream_WhenSplitAnyhow_GivesTheSameEvents(ProviderType type)
    {
        var whole = CannedAnswer.Stream(Reference(type));
        var expected = Events(type, whole);
        var pieces = Gen.Choose(1, 90).ListOf().Where(list => list.Count > 0).ToArbitrary();

        Prop.ForAll(pieces, lengths => Assert.Equal(expected, Events(type, whole with { Pieces = [.. lengths] }))).QuickCheckThrowOnFailure();
    }

    private static string Reference(ProviderType type) => type == ProviderType.OpenAi ? ChatStreams.Reference : AnthropicStreams.Reference;

    /// <summary>The events as text, without the ids that are new in every answer.</summary>
    private static List<string> Events(ProviderType type, CannedAnswer answer)
    {
        var events = RunAsync().GetAwaiter().GetResult();
        return [.. events.Select(Text)];

        async Task<List<ModelEvent>> RunAsync()
        {
            await using var exchange = new Exchange(type, ChatDialect.Moonshot, [answer]);
            return await exchange.RunAsync(CancellationToken.None);
        }
    }

    private static string Text(ModelEvent next) => next is ModelEvent.Completed completed
        ? $"{completed.Reason} {completed.Usage} " + string.Join(" ", completed.Message.Parts.Select(part =>
            part is AssistantPart.ToolCall call ? $"{call.VendorId} {call.Name} {call.RawArguments}" : part.ToString()))
        : next.ToString();

    private async Task<(ModelEvent? Last, ModelFailure? Failure)> OutcomeAsync(Exchange exchange)
    {
        ModelEvent? last = null;
        try
        {
            await foreach (var next in exchange.Model.StreamAsync(Exchange.Request(), Token))
            {
                last = next;
            }

            return (last, null);
        }
        catch (ModelException exception)
        {
            return (last, exception.Failure);
        }
    }
}
