using System.Text;
using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.CodeIntelligence.Roslyn;
using EditorAgent.CodeIntelligence.Roslyn.Edits;
using EditorAgent.CodeIntelligence.Tests.Fixtures;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace EditorAgent.CodeIntelligence.Tests.Roslyn.Edits;

/// <summary>A rename leaves a solution that builds: tried with symbols of every kind in the solution of hard cases.</summary>
public sealed class RenameHardCasesTests(HardCases cases)
{
    /// <summary>Every so many symbols; a prime, so that all kinds come up.</summary>
    private const int Step = 17;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Plan_ForSymbolsOfEveryKind_LeavesASolutionThatBuilds()
    {
        var snapshot = await cases.SnapshotAsync();
        var before = await ErrorsAsync(snapshot.Solution);
        var planning = new RenamePlanning(new EffectiveFiles(snapshot.Root, []), TimeProvider.System);
        var symbols = (await SourceSymbols.OfAsync(snapshot.Solution, Token))
            .Where(symbol => symbol is not (INamespaceSymbol or INamedTypeSymbol { IsExtension: true }))
            .Select(symbol => DocumentationCommentId.CreateDeclarationId(symbol)).OfType<string>()
            .Distinct().Order(StringComparer.Ordinal).ToList();
        var (renamed, problems) = (0, new List<string>());
        for (var index = 0; index < symbols.Count; index += Step)
        {
            var proposal = await planning.PlanAsync(new RenameQuery(symbols[index], "RenamedHere", InComments: false, InStrings: false), snapshot, Token);
            if (proposal.Refusal is { } refusal)
            {
                problems.AddRange(refusal.Error is CodeError.Unsupported ? [] : [$"{symbols[index]}: {refusal.Text}"]);
                continue;
            }

            renamed++;
            var after = await ErrorsAsync(Applied(snapshot, proposal));
            problems.AddRange(after.Except(before.Select(error => error)).Where(error => !error.Contains("RenamedHere") || !IsOldError(error, before)).Select(error => $"{symbols[index]}: {error}"));
        }

        Assert.True(problems.Count == 0, string.Join('\n', problems));
        Assert.InRange(renamed, 8, symbols.Count);
    }

    /// <summary>An error of before may name what was renamed.</summary>
    private static bool IsOldError(string error, HashSet<string> before) => before.Any(old => old.Split(' ')[0] == error.Split(' ')[0]);

    private static Solution Applied(CodeSnapshot snapshot, EditProposal proposal)
    {
        var solution = snapshot.Solution;
        foreach (var file in proposal.Files)
        {
            var ids = solution.GetDocumentIdsWithFilePath(file.Path);
            Assert.NotEmpty(ids);
            Assert.True(solution.GetDocument(ids[0])!.TryGetText(out var text));
            var changed = text!.WithChanges(file.Changes.Select(change => new TextChange(new TextSpan(change.Start, change.Length), change.NewText)));
            solution = solution.WithDocumentText(ids, SourceText.From(changed.ToString(), Encoding.UTF8));
        }

        return solution;
    }

    private static async Task<HashSet<string>> ErrorsAsync(Solution solution)
    {
        var errors = new HashSet<string>(StringComparer.Ordinal);
        foreach (var project in solution.Projects)
        {
            var compilation = await project.GetCompilationAsync(Token);
            errors.UnionWith(compilation!.GetDiagnostics(Token).Where(one => one.Severity == DiagnosticSeverity.Error)
                .Select(one => $"{project.Name}/{Path.GetFileName(one.Location.SourceTree?.FilePath)}/{one.Id} {one.GetMessage(null)}"));
        }

        return errors;
    }
}
