using System.Text;
using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.CodeIntelligence.Roslyn.Edits;
using EditorAgent.CodeIntelligence.Tests.Fixtures;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Rename;
using Xunit;

namespace EditorAgent.CodeIntelligence.Tests.Roslyn.Differential;

/// <summary>What a rename proposes against what Roslyn's own makes of a plain MSBuildWorkspace.</summary>
public sealed class RenameDifferentialTests(HardCases cases)
{
    [Theory]
    [InlineData("M:Lending.Loans.LoanDesk.Lend(Lending.Contracts.MemberId,Lending.Catalog.Item)")]
    [InlineData("T:Lending.Loans.Loan")]
    [InlineData("M:Lending.Contracts.INamed.Rename(System.String)")]
    [InlineData("P:Lending.Contracts.INamed.Name")]
    [InlineData("M:Lending.Catalog.Item.Describe")]
    [InlineData("P:Lending.Catalog.Inventory.Title")]
    [InlineData("M:Lending.Shared.Guard.Positive(System.Int32,System.String)")]
    [InlineData("E:Lending.Catalog.Shelf`1.Changed")]
    [InlineData("F:Lending.Catalog.Condition.Worn")]
    [InlineData("P:Lending.Data.CsvWriter.Lines")]
    [InlineData("M:Lending.Data.Grüße.Für(Lending.Contracts.INamed)")]
    public async Task Rename_ProposesTheTextsOfMSBuildWorkspace(string id)
    {
        var token = TestContext.Current.CancellationToken;
        const string NewName = "RenamedForComparison";
        var (snapshot, baseline) = (await cases.SnapshotAsync(), await cases.BaselineAsync());

        var proposal = await new RenamePlanning(new EffectiveFiles(cases.Root, []), TimeProvider.System).PlanAsync(new RenameQuery(id, NewName, false, false), snapshot, token);
        var expected = await ExpectedAsync(baseline, id, NewName, token);

        Assert.Null(proposal.Refusal);
        Assert.Equal(expected.Keys, proposal.Files.Select(file => file.Path).Order(StringComparer.Ordinal));
        foreach (var file in proposal.Files)
        {
            var text = new StringBuilder(snapshot.Shown(file.Path)!.Text);
            foreach (var change in file.Changes.Reverse())
            {
                text.Remove(change.Start, change.Length).Insert(change.Start, change.NewText);
            }

            Assert.Equal(expected[file.Path], text.ToString());
        }
    }

    [Theory]
    [InlineData("T:Lending.Contracts.Money", "GlobalUsings.g.cs")]
    [InlineData("T:Lending.DescribableAttribute", "DescribeMembers")]
    public async Task Rename_WhereRoslynWouldLeaveABrokenBuild_Refuses(string id, string reason)
    {
        var planning = new RenamePlanning(new EffectiveFiles(cases.Root, []), TimeProvider.System);

        var proposal = await planning.PlanAsync(new RenameQuery(id, "Renamed", false, false), await cases.SnapshotAsync(), TestContext.Current.CancellationToken);

        Assert.Equal(CodeError.Conflict, proposal.Refusal?.Error);
        Assert.Contains(reason, proposal.Refusal!.Text);
    }

    private static async Task<SortedDictionary<string, string>> ExpectedAsync(Solution baseline, string id, string name, CancellationToken token)
    {
        foreach (var project in baseline.Projects.OrderBy(project => project.Name, StringComparer.Ordinal))
        {
            var compilation = await project.GetCompilationAsync(token);
            if (DocumentationCommentId.GetFirstSymbolForDeclarationId(id, compilation!) is not { } symbol || !symbol.Locations.Any(location => location.IsInSource))
            {
                continue;
            }

            var renamed = await Renamer.RenameSymbolAsync(baseline, symbol, new SymbolRenameOptions(), name, token);
            var texts = new SortedDictionary<string, string>(StringComparer.Ordinal);
            foreach (var document in renamed.GetChanges(baseline).GetProjectChanges().SelectMany(changes => changes.GetChangedDocuments()).Select(changed => renamed.GetDocument(changed)!))
            {
                var text = (await document.GetTextAsync(token)).ToString().Replace("\r\n", "\n", StringComparison.Ordinal);
                var before = (await baseline.GetDocument(document.Id)!.GetTextAsync(token)).ToString().Replace("\r\n", "\n", StringComparison.Ordinal);
                if (text != before)
                {
                    texts[Path.GetFullPath(document.FilePath!)] = text;
                }
            }

            return texts;
        }

        throw new InvalidOperationException(id);
    }
}
