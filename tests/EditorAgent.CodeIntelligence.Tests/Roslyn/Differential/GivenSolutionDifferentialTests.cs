using EditorAgent.CodeIntelligence.Tests.Fixtures;
using Xunit;

namespace EditorAgent.CodeIntelligence.Tests.Roslyn.Differential;

/// <summary>
/// The same comparison on any restored solution: its path in <c>EDITORAGENT_DIFFERENTIAL_SOLUTION</c>, how many symbols in
/// <c>EDITORAGENT_DIFFERENTIAL_SYMBOLS</c>.
/// </summary>
public sealed class GivenSolutionDifferentialTests
{
    private const int Symbols = 100;

    [Fact]
    public async Task Answers_AreThoseOfMSBuildWorkspace()
    {
        if (Environment.GetEnvironmentVariable("EDITORAGENT_DIFFERENTIAL_SOLUTION") is not { Length: > 0 } solution)
        {
            Assert.Skip("EDITORAGENT_DIFFERENTIAL_SOLUTION names no solution");
            return;
        }

        var token = TestContext.Current.CancellationToken;
        var most = int.TryParse(Environment.GetEnvironmentVariable("EDITORAGENT_DIFFERENTIAL_SYMBOLS"), out var number) ? number : Symbols;
        var path = Path.GetFullPath(solution);
        var (workspace, snapshot) = await OurWorkspace.LoadAsync(Path.GetDirectoryName(path)!, Path.GetFileName(path), token);
        await using var ownership = workspace;
        var (baseline, theirs) = await BaselineWorkspace.LoadAsync(path, token);
        using var otherOwnership = baseline;
        var comparison = await WorkspaceComparison.CreateAsync(snapshot, theirs, most, token);

        var symbols = await comparison.SymbolsAsync();
        TestContext.Current.TestOutputHelper!.WriteLine($"{symbols} symbols; references of {await comparison.ReferencesAsync()}");
        TestContext.Current.TestOutputHelper!.WriteLine($"implementations of {await comparison.ImplementationsAsync()}");
        TestContext.Current.TestOutputHelper!.WriteLine($"{await comparison.DiagnosticsAsync()} diagnostics");
    }
}
