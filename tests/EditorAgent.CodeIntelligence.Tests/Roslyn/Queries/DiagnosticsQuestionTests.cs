using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.CodeIntelligence.Roslyn;
using EditorAgent.CodeIntelligence.Roslyn.Queries;
using EditorAgent.CodeIntelligence.Tests.Fixtures;
using Xunit;

namespace EditorAgent.CodeIntelligence.Tests.Roslyn.Queries;

public sealed class DiagnosticsQuestionTests(HardCases cases)
{
    private const string Rates = "src/Lending.Core/Pricing/Rates.cs";

    [Fact]
    public async Task AskAsync_OfASolutionWithoutErrors_TellsThatDegradedLegsAreLeftOut()
    {
        var text = await AskAsync(await cases.SnapshotAsync(), new DiagnosticsQuery("solution", "warning", [], false, null, 6000));

        Assert.StartsWith("0 diagnostics in the covered part\nnot told, because their references are missing: Lending.Export(", text);
    }

    [Fact]
    public async Task AskAsync_SinceTheSession_TellsWhatAnEditBrokeElsewhere()
    {
        var edited = await (await cases.SnapshotAsync()).EditedAsync(Rates, "PerDay(string kind)", "PerDay(char kind)");

        var text = await AskAsync(edited, new DiagnosticsQuery("solution", "error", [], false, "session", 6000));

        Assert.Contains("src/Lending.Core/Pricing/PriceList.cs [rev ", text);
        Assert.Contains("  PriceList.rules  13 error CS0311 ", text);
        Assert.Contains(" [new]\n", text);
        Assert.Contains("fixed: nothing · unchanged: 0 diagnostics", text);
    }

    [Fact]
    public async Task AskAsync_SinceTheSession_TellsWhatAnEditMended()
    {
        var broken = await (await cases.SnapshotAsync()).EditedAsync(Rates, "PerDay(string kind)", "PerDay(char kind)");
        var mended = await (broken with { Baseline = null }).EditedAsync(Rates, "PerDay(char kind)", "PerDay(string kind)");

        var text = await AskAsync(mended, new DiagnosticsQuery("solution", "error", [], false, "session", 6000));

        Assert.Contains("new: 0 · fixed: ", text);
        Assert.Contains("CS0311 PriceList.cs:13", text);
    }

    [Fact]
    public async Task AskAsync_WhenTheSameWarningMoved_IsNotNew()
    {
        var warned = await (await cases.SnapshotAsync()).EditedAsync(Rates, "kind == \"hand\" ?", "kind == \"hand\" && default(string)!.Length > (true ? 0 : 1) ?");
        var moved = await (warned with { Baseline = null }).EditedAsync(Rates, "public static class Rates\n{", "public static class Rates\n{\n    // one line more");

        var text = await AskAsync(moved, new DiagnosticsQuery("Lending.Core", "warning", [], false, "session", 6000));

        Assert.Contains("new: 0 · fixed: nothing", text);
    }

    [Fact]
    public async Task AskAsync_OfChangedFiles_LooksAtNoOther()
    {
        var edited = await (await cases.SnapshotAsync()).EditedAsync(Rates, "PerDay(string kind)", "PerDay(char kind)");

        var text = await AskAsync(edited, new DiagnosticsQuery("changed", "error", [], false, null, 6000));

        Assert.Contains("Rates.PerDay(char)  11 error CS0019 ", text);
        Assert.DoesNotContain("PriceList", text);
    }

    [Fact]
    public async Task AskAsync_WithAnalyzers_TellsWhatTheyFind()
    {
        var text = await AskAsync(await cases.SnapshotAsync(), new DiagnosticsQuery("tests/Lending.Tests/ShelfTests.cs", "info", [], true, null, 6000));

        Assert.DoesNotContain("AD0001", text);
    }

    [Fact]
    public async Task AskAsync_ForAScopeThatThereIsNot_NamesTheProjects()
    {
        var text = await AskAsync(await cases.SnapshotAsync(), new DiagnosticsQuery("Lending.Cor", "warning", [], false, null, 6000));

        Assert.Contains("Lending.Core", text);
    }

    private static async Task<string> AskAsync(CodeSnapshot snapshot, DiagnosticsQuery query) =>
        (await new DiagnosticsQuestion(TimeProvider.System).AskAsync(snapshot, query, TestContext.Current.CancellationToken)).Text;
}
