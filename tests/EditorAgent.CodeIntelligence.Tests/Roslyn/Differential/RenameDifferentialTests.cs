using System.Text;
using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.CodeIntelligence.Roslyn.Edits;
using EditorAgent.CodeIntelligence.Tests.Fixtures;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Rename;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace EditorAgent.CodeIntelligence.Tests.Roslyn.Differential;

/// <summary>What a rename proposes against what Roslyn's own makes of a plain MSBuildWorkspace.</summary>
public sealed class RenameDifferentialTests(HardCases cases)
{
    private const string NewName = "RenamedForComparison";

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
    [InlineData("M:Lending.Contracts.Clock.Today")]
    [InlineData("M:Lending.Contracts.IStore`2.Find(`0)")]
    [InlineData("T:Lending.Catalog.Inventory")]
    public Task Rename_ProposesTheTextsOfMSBuildWorkspace(string id) => this.CompareAsync(id, id);

    /// <summary>Two legs declare it, each on a line of its own; whichever is asked for, all of its declarations and calls change.</summary>
    [Theory]
    [InlineData("Clock.Today")]
    [InlineData("M:Lending.Contracts.Clock.Today~System.DateOnly")]
    [InlineData("M:Lending.Contracts.Clock.Today~System.DateTime")]
    [InlineData("src/Lending.Contracts/Clock.cs:6")]
    [InlineData("src/Lending.Contracts/Clock.cs:8")]
    [InlineData("src/Lending.Api/LoanEndpoint.cs:20:33")]
    public Task Rename_OfWhatEachFrameworkDeclaresForItself_ChangesAll(string address) => this.CompareAsync(address, "M:Lending.Contracts.Clock.Today");

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

    private async Task CompareAsync(string address, string id)
    {
        var token = TestContext.Current.CancellationToken;
        var (snapshot, baseline) = (await cases.SnapshotAsync(), await cases.BaselineAsync());

        var proposal = await new RenamePlanning(new EffectiveFiles(cases.Root, []), TimeProvider.System).PlanAsync(new RenameQuery(address, NewName, false, false), snapshot, token);
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

    /// <summary>Of every leg that declares it, one after the other; what they change in a file is put together.</summary>
    private static async Task<SortedDictionary<string, string>> ExpectedAsync(Solution baseline, string id, string name, CancellationToken token)
    {
        var renamed = baseline;
        foreach (var leg in baseline.Projects)
        {
            var compilation = await renamed.GetProject(leg.Id)!.GetCompilationAsync(token);
            if (DocumentationCommentId.GetFirstSymbolForDeclarationId(id, compilation!) is { } symbol && SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, compilation!.Assembly))
            {
                renamed = await Renamer.RenameSymbolAsync(renamed, symbol, new SymbolRenameOptions(), name, token);
            }
        }

        var changes = new Dictionary<string, (SourceText Text, HashSet<TextChange> Changes)>(StringComparer.Ordinal);
        foreach (var document in renamed.GetChanges(baseline).GetProjectChanges().SelectMany(project => project.GetChangedDocuments(onlyGetDocumentsWithTextChanges: true)))
        {
            var before = baseline.GetDocument(document)!;
            var path = Path.GetFullPath(before.FilePath!);
            changes.TryAdd(path, (await before.GetTextAsync(token), []));
            changes[path].Changes.UnionWith(await renamed.GetDocument(document)!.GetTextChangesAsync(before, token));
        }

        Assert.NotEmpty(changes);
        return new(
            changes.ToDictionary(file => file.Key, file => file.Value.Text.WithChanges(file.Value.Changes.OrderBy(change => change.Span.Start)).ToString().Replace("\r\n", "\n", StringComparison.Ordinal)),
            StringComparer.Ordinal);
    }
}
