using EditorAgent.Host.AgentClientProtocol.Mentions;
using Xunit;

namespace EditorAgent.Tests.Mentions;

public sealed class FuzzyMatchTests
{
    [Theory]
    [InlineData("inv", "src/Invoice.cs", "src/invoices/Total.cs")]
    [InlineData("Total.cs", "a/Total.cs", "a/SubTotal.cs")]
    [InlineData("sln", "SolutionName.cs", "s/l/n.cs")]
    [InlineData("ordsvc", "OrderService.cs", "borders/misvocal.cs")]
    [InlineData("src/in", "src/Invoice.cs", "sarc/Main.cs")]
    [InlineData("a", "a.cs", "b/baaaa.cs")]
    public void Score_OfTheBetterFit_IsHigher(string query, string better, string worse)
    {
        var best = FuzzyMatch.Score(better, query);

        Assert.NotNull(best);
        Assert.True(best > (FuzzyMatch.Score(worse, query) ?? int.MinValue), $"{better} {best}, {worse} {FuzzyMatch.Score(worse, query)}");
    }

    [Theory]
    [InlineData("src/Invoice.cs", "xyz")]
    [InlineData("ab", "abc")]
    [InlineData("", "a")]
    public void Score_WhenLettersAreMissing_IsNull(string text, string query) => Assert.Null(FuzzyMatch.Score(text, query));

    [Fact]
    public void Score_WithBlanksInTheQuery_PassesOverThem() => Assert.NotNull(FuzzyMatch.Score("src/OrderService.cs", "ord serv"));

    [Fact]
    public void Score_WithoutLetters_FitsAll() => Assert.Equal(0, FuzzyMatch.Score("anything", ""));
}
