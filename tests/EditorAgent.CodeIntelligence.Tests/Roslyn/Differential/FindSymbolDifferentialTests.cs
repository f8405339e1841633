using EditorAgent.CodeIntelligence.Answers;
using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.CodeIntelligence.Index;
using EditorAgent.CodeIntelligence.Index.Questions;
using EditorAgent.CodeIntelligence.Roslyn.Queries.Resolution;
using EditorAgent.CodeIntelligence.Tests.Fixtures;
using Microsoft.CodeAnalysis;
using Xunit;

namespace EditorAgent.CodeIntelligence.Tests.Roslyn.Differential;

/// <summary>The syntax index, which binds nothing, against what MSBuildWorkspace knows to be declared.</summary>
public sealed class FindSymbolDifferentialTests(HardCases cases) : IDisposable
{
    private readonly string cache = Directory.CreateTempSubdirectory("editoragent-index-").FullName;

    public void Dispose() => Directory.Delete(this.cache, recursive: true);

    [Fact]
    public async Task FindSymbol_ForEveryDeclaredName_FindsWhatMSBuildWorkspaceDeclares()
    {
        var token = TestContext.Current.CancellationToken;
        var baseline = await cases.BaselineAsync();
        await using var index = new SyntaxIndex(cases.Root, this.cache, TimeProvider.System);
        var differences = new Differences();
        var symbols = (await SourceSymbols.OfAsync(baseline, token)).Where(symbol => symbol is not (INamespaceSymbol or IMethodSymbol { MethodKind: MethodKind.LocalFunction }));
        var names = symbols.Select(symbol => (Name: SymbolNames.Parts(symbol)[^1].Identifier, Symbol: symbol)).GroupBy(pair => pair.Name).ToList();
        Assert.InRange(names.Count, 100, 1000);
        foreach (var name in names.Where(name => name.Key.All(char.IsLetterOrDigit)))
        {
            var places = name.SelectMany(pair => pair.Symbol.Locations)
                .Where(location => location.IsInSource && baseline.GetDocument(location.SourceTree) is not SourceGeneratedDocument)
                .Select(location => $"{PathNames.FromRoot(cases.Root, Path.GetFullPath(location.SourceTree!.FilePath))}:{location.GetLineSpan().StartLinePosition.Line + 1}")
                .Distinct()
                .ToList();
            var answer = await new FindSymbolQuestion(index).AnswerAsync(new FindSymbolQuery(name.Key, null, null, false, 1000, 1_000_000), new Coverage(0, 0, "syntax-only"), token);
            var lines = answer.Text.Split('\n');
            differences.Compare(name.Key, places.Where(place => lines.Any(line => line.EndsWith(place, StringComparison.Ordinal) || line.Contains(place + " ", StringComparison.Ordinal))), places);
        }

        // Of the branches of an #if a syntax tree has one; the other's declarations are found once the solution is loaded.
        Assert.Equal("Today: missing [src/Lending.Contracts/Clock.cs:8] extra []\nAudit: missing [src/Lending.Core/Pricing/PriceList.cs:35] extra []", differences.ToString());
    }
}
