using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.Answers;
using Xunit;

namespace EditorAgent.CodeIntelligence.Tests.Answers;

public sealed class AnswerBudgetTests
{
    [Fact]
    public void Fit_WhenEverythingFits_ShowsAllWithOneHeaderAFile()
    {
        var fitted = AnswerBudget.Fit(Items(files: 2, perFile: 2), 6000, "scope");

        Assert.Equal("F0:\nsource 0.0 ........\nsource 0.1 ........\nF1:\nsource 1.0 ........\nsource 1.1 ........", fitted.Text);
        Assert.Null(fitted.Shortened);
    }

    [Fact]
    public void Fit_WhenSourceDoesNotFit_FirstKeepItAndTheRestShowsItsSignature()
    {
        var fitted = AnswerBudget.Fit(Items(files: 1, perFile: 10), 110, "scope");

        Assert.StartsWith("F0:\nsource 0.0", fitted.Text, StringComparison.Ordinal);
        Assert.Contains("sign 0.9", fitted.Text, StringComparison.Ordinal);
        Assert.Contains("of 10 whole", fitted.Shortened, StringComparison.Ordinal);
        Assert.EndsWith("widen with budget=1000 or scope", fitted.Shortened, StringComparison.Ordinal);
        Assert.True(fitted.Text.Length <= 110);
    }

    [Fact]
    public void Fit_WhenNamesDoNotFit_CountsPerFileThenPerProject()
    {
        var items = Items(files: 10, perFile: 100);

        var files = AnswerBudget.Fit(items, 200, null);
        var projects = AnswerBudget.Fit(items, 40, null);

        Assert.Equal(10, files.Text.Split('\n').Length);
        Assert.StartsWith("F0  100\nF1  100", files.Text, StringComparison.Ordinal);
        Assert.Equal("P0  500 in 5 files\nP1  500 in 5 files", projects.Text);
        Assert.Contains("1000 counted per project", projects.Shortened, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(1000)]
    [InlineData(5000)]
    [InlineData(20000)]
    public void Fit_WhenBudgetIsAnything_IsNeverExceededUntilOnlyProjectsAreLeft(int budget) =>
        Assert.True(AnswerBudget.Fit(Items(files: 20, perFile: 20), budget, null).Text.Length <= budget);

    private static ImmutableArray<AnswerItem> Items(int files, int perFile) =>
    [
        .. Enumerable.Range(0, files).SelectMany(file => Enumerable.Range(0, perFile).Select(item => new AnswerItem($"P{file % 2}", $"F{file}", $"n{file}.{item}")
        {
            Header = $"F{file}:",
            Signature = $"sign {file}.{item}",
            Source = $"source {file}.{item} ........",
        })),
    ];
}
