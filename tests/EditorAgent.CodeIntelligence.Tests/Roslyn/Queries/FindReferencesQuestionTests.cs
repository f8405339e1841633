using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.CodeIntelligence.Roslyn.Queries;
using EditorAgent.CodeIntelligence.Tests.Fixtures;
using Xunit;

namespace EditorAgent.CodeIntelligence.Tests.Roslyn.Queries;

public sealed class FindReferencesQuestionTests(HardCases cases)
{
    [Fact]
    public async Task AskAsync_ForAMethod_GroupsByFileAndMember()
    {
        var answer = await this.AskAsync("LoanDesk.Lend", ["call"], scope: "Lending.Core");

        var lines = answer.Text.Split('\n');
        Assert.StartsWith("src/Lending.Core/Loans/LoanDesk.cs [rev ", lines[0]);
        Assert.Equal(
            [
                "  LoanDesk.Give(MemberId, Item)",
                "  21|     [Obsolete($\"Use {nameof(Lend)}\")]",
                "  22>     public Loan Give(MemberId member, Item item) => Lend(member, item);",
                "  23| ",
            ],
            lines[1..5]);
        Assert.Equal("2 calls, 2 files, 1 project (Lending.Core 2)", lines[^2]);
        Assert.StartsWith("coverage: ", lines[^1]);
        Assert.Equal(2, answer.Seen.Length);
        Assert.Equal([22, 19], answer.Places.Select(place => place.Line));
    }

    [Theory]
    [InlineData("LoanDesk.Lend", "8 references (6 calls, 1 override, 1 nameof), 4 files, 3 projects (Lending.Api 1, Lending.Core 4, Lending.Tests 3)")]
    [InlineData("DescribableAttribute", "1 attribute, 1 file, 1 project (Lending.Core 1)")]
    [InlineData("PowerTool", "typeof")]
    [InlineData("Inventory.Title", "2 references (1 read, 1 write), 1 file, 1 project (Lending.Api 2)")]
    [InlineData("Inventory.DescribeMembers", "3 calls, 3 files, 2 projects (Lending.Api 1, Lending.Core 2)")]
    [InlineData("Loan", "19 references (3 creations, 15 type uses, 1 cref)")]
    [InlineData("Money", "type uses")]
    [InlineData("Shelf.Changed", "2 references (1 read, 1 write)")]
    public async Task AskAsync_ForEachKindOfSymbol_CountsByKind(string symbol, string expected) => Assert.Contains(expected, (await this.AskAsync(symbol, [])).Text);

    [Fact]
    public async Task AskAsync_ForAnImplementation_LeavesOutCallsBoundToItsSiblings()
    {
        var answer = await this.AskAsync("MemberDirectory.Find", []);

        Assert.Contains("1 call, 1 file, 1 project (Lending.Data 1)\nleft out: 3 of Shelf<T>.Find(string), bound to the same base or interface member", answer.Text);
    }

    [Fact]
    public async Task AskAsync_ForALinkedFile_CountsItOnce()
    {
        var answer = await this.AskAsync("Guard.Positive", []);

        Assert.Contains("2 calls, 2 files, 2 projects (Lending.Contracts 1, Lending.Data 1)", answer.Text);
    }

    [Fact]
    public async Task AskAsync_ThroughAnAliasAndUsingStatic_FindsThem()
    {
        Assert.Contains("LoanEndpoint.Owed", (await this.AskAsync("Money.Zero", [])).Text);
        Assert.Contains("LoanEndpoint.catalogue", (await this.AskAsync("Lending.Catalog.Inventory", ["type"])).Text);
        Assert.Contains("PriceList.rules", (await this.AskAsync("Rates.PerDay(int)", ["call"])).Text);
    }

    [Fact]
    public async Task AskAsync_InGeneratedCode_SaysSo() =>
        Assert.Contains("Inventory.Described.g.cs (generated for Lending.Core)\n  Inventory.Once\n", (await this.AskAsync("Inventory.DescribeMembers", [])).Text);

    [Fact]
    public async Task AskAsync_WhenNothingIsFound_DoesNotClaimTheWholeWorkspace() =>
        Assert.StartsWith("0 found in the covered part\ncoverage: ", (await this.AskAsync("PriceList.Audit", [])).Text);

    [Theory]
    [InlineData(1200)]
    [InlineData(600)]
    [InlineData(300)]
    public async Task AskAsync_WithASmallBudget_ShortensButKeepsTheTotals(int budget)
    {
        var answer = await this.AskAsync("Loan", [], budget: budget);

        Assert.Contains("19 references (3 creations, 15 type uses, 1 cref)", answer.Text);
        Assert.Contains("shortened: ", answer.Text);
    }

    [Fact]
    public async Task AskAsync_ForAKindThatThereIsNot_NamesTheKinds()
    {
        var answer = await this.AskAsync("Loan", ["mention"]);

        Assert.Equal(CodeError.Unsupported, answer.Error);
        Assert.Contains("nameof", answer.Text);
    }

    [Fact]
    public async Task AskAsync_WhenCancelled_Throws()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        var snapshot = await cases.SnapshotAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            new FindReferencesQuestion(TimeProvider.System).AskAsync(snapshot, new FindReferencesQuery("Loan", [], null, 1, 6000), cancelled.Token));
    }

    private async Task<CodeAnswer> AskAsync(string symbol, ImmutableArray<string> kinds, string? scope = null, int budget = 6000) =>
        await new FindReferencesQuestion(TimeProvider.System).AskAsync(
            await cases.SnapshotAsync(), new FindReferencesQuery(symbol, kinds, scope, 1, budget), TestContext.Current.CancellationToken);
}
