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

        var failures = new List<string>();
        await RunAsync("references", comparison.ReferencesAsync);
        await RunAsync("implementations", comparison.ImplementationsAsync);
        await RunAsync("diagnostics", comparison.DiagnosticsAsync);
        await RunAsync("symbols", comparison.SymbolsAsync);
        Assert.Empty(failures);

        async Task RunAsync(string what, Func<Task<int>> compare)
        {
            try
            {
                TestContext.Current.TestOutputHelper!.WriteLine($"{what}: {await compare()} equal");
            }
            catch (Exception different) when (different is not OperationCanceledException)
            {
                TestContext.Current.TestOutputHelper!.WriteLine($"{what}: {different.Message}");
                failures.Add(what);
            }
        }
    }
}
