using EditorAgent.Core.Agent.Attachments;
using Xunit;

namespace EditorAgent.Tests.Agent.Attachments;

public sealed class PromptReferenceReaderTests
{
    [Fact]
    public void In_APrompt_FindsEachKindOnce()
    {
        var found = PromptReferenceReader.In("Look at @src/a.cs, (@src/b.cs:10-40) and @\"with blank.txt:7\"; @symbol:Orders.Invoice. Use @diff and @changes, @problems! @src/a.cs");

        Assert.Equal(
        [
            new PromptReference.File("src/a.cs", null),
            new PromptReference.File("src/b.cs", new LineRange(10, 40)),
            new PromptReference.File("with blank.txt", new LineRange(7, 7)),
            new PromptReference.Symbol("Orders.Invoice"),
            new PromptReference.Changes(),
            new PromptReference.Problems(),
        ],
        found);
    }

    [Theory]
    [InlineData("mail me@example.org")]
    [InlineData("a lone @ and @. and @\"\"")]
    [InlineData("@symbol:")]
    public void In_WhatOnlyLooksLikeOne_FindsNothing(string prompt) => Assert.Empty(PromptReferenceReader.In(prompt));

    [Fact]
    public void In_LinesThatAreTurnedRound_PutsThemInOrder() =>
        Assert.Equal([new PromptReference.File("a", new LineRange(3, 9))], PromptReferenceReader.In("@a:9-3"));

    [Fact]
    public void In_AFloodOfThem_TakesTwenty() =>
        Assert.Equal(100, PromptReferenceReader.In(string.Join(' ', Enumerable.Range(0, 5000).Select(index => $"@f{index}"))).Length);
}
