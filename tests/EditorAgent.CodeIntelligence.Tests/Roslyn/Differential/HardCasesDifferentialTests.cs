using EditorAgent.CodeIntelligence.Tests.Fixtures;
using Xunit;

namespace EditorAgent.CodeIntelligence.Tests.Roslyn.Differential;

/// <summary>Every symbol of the solution with hard cases, asked on our workspace and on a plain MSBuildWorkspace.</summary>
public sealed class HardCasesDifferentialTests(HardCases cases)
{
    [Fact]
    public async Task Symbols_AreThoseOfMSBuildWorkspace() => Assert.InRange(await (await this.ComparisonAsync()).SymbolsAsync(), 200, 1000);

    [Fact]
    public async Task FindReferences_ForEverySymbol_AreThoseOfMSBuildWorkspace() => await (await this.ComparisonAsync()).ReferencesAsync();

    [Fact]
    public async Task FindImplementations_ForEverySymbol_AreThoseOfMSBuildWorkspace() => await (await this.ComparisonAsync()).ImplementationsAsync();

    [Fact]
    public async Task Diagnostics_AreThoseOfMSBuildWorkspace() => await (await this.ComparisonAsync()).DiagnosticsAsync();

    private async Task<WorkspaceComparison> ComparisonAsync() =>
        await WorkspaceComparison.CreateAsync(await cases.SnapshotAsync(), await cases.BaselineAsync(), int.MaxValue, TestContext.Current.CancellationToken);
}
