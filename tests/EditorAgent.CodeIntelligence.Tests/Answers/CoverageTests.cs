using EditorAgent.CodeIntelligence.Answers;
using Xunit;

namespace EditorAgent.CodeIntelligence.Tests.Answers;

public sealed class CoverageTests
{
    [Fact]
    public void ToString_WhenAllIsLoaded_NamesNoProject() => Assert.Equal("coverage: 3/3 projects · fresh", new Coverage(3, 3, "fresh").ToString());

    [Fact]
    public void ToString_WhenProjectsAreMissing_NamesFiveAndCountsTheRest()
    {
        var coverage = new Coverage(1, 8, "syntax-only") { Missing = [.. Enumerable.Range(1, 7).Select(number => $"P{number} no restore")] };

        Assert.Equal("coverage: 1/8 projects (P1 no restore, P2 no restore, P3 no restore, P4 no restore, P5 no restore, and 2 more) · syntax-only", coverage.ToString());
        Assert.False(coverage.IsComplete);
    }

    [Fact]
    public void ToString_WhenAReasonIsLong_CutsIt()
    {
        var line = new Coverage(0, 1, "fresh") { Missing = ["Broken cannot be evaluated (" + new string('x', 400)] }.ToString();

        Assert.InRange(line.Length, 60, 110);
        Assert.Contains("Broken cannot be evaluated (xxx", line, StringComparison.Ordinal);
        Assert.EndsWith("...) · fresh", line, StringComparison.Ordinal);
    }
}
