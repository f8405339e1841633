using EditorAgent.CodeIntelligence.Roslyn.Queries.References;
using EditorAgent.CodeIntelligence.Tests.Fixtures;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FindSymbols;
using Xunit;

namespace EditorAgent.CodeIntelligence.Tests.Roslyn.Differential;

/// <summary>Every symbol of the solution with hard cases, asked on our workspace and on a plain MSBuildWorkspace.</summary>
public sealed class HardCasesDifferentialTests(HardCases cases)
{
    [Fact]
    public async Task Symbols_AreThoseOfMSBuildWorkspace()
    {
        var (ours, theirs) = await this.SymbolsAsync();

        var differences = new Differences();
        differences.Compare("symbols", ours.Keys, theirs.Keys);

        Assert.Equal("", differences.ToString());
        Assert.InRange(ours.Count, 200, 1000);
    }

    [Fact]
    public async Task FindReferences_ForEverySymbol_AreThoseOfMSBuildWorkspace()
    {
        var token = TestContext.Current.CancellationToken;
        var (ours, theirs) = await this.SymbolsAsync();
        var (mine, other) = ((await cases.SnapshotAsync()).Solution, await cases.BaselineAsync());
        var differences = new Differences();
        foreach (var (key, symbol) in theirs)
        {
            var expected = await SymbolFinder.FindReferencesAsync(symbol, other, token);
            var actual = await ReferenceSearch.FindAsync(mine, [ours[key]], null, token);
            differences.Compare(
                key,
                actual.References.Select(reference => CodePosition.Of(mine, Location.Create(reference.Document.GetSyntaxTreeAsync(token).Result!, reference.Span))),
                expected.SelectMany(found => found.Locations).Select(location => CodePosition.Of(other, location.Location)));
        }

        Assert.Equal("", differences.ToString());
        Assert.Equal(theirs.Count, differences.Compared);
    }

    private async Task<(SortedDictionary<string, ISymbol> Ours, SortedDictionary<string, ISymbol> Theirs)> SymbolsAsync()
    {
        var token = TestContext.Current.CancellationToken;
        return (await ComparedSymbols.OfAsync((await cases.SnapshotAsync()).Solution, token), await ComparedSymbols.OfAsync(await cases.BaselineAsync(), token));
    }
}
