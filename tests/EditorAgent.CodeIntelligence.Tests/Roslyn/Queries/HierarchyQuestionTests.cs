using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.CodeIntelligence.Roslyn.Queries;
using EditorAgent.CodeIntelligence.Tests.Fixtures;
using Xunit;

namespace EditorAgent.CodeIntelligence.Tests.Roslyn.Queries;

public sealed class HierarchyQuestionTests(HardCases cases)
{
    [Fact]
    public async Task Implementations_OfAnInterfaceMember_AreListedWithTheirPlaces()
    {
        var text = await this.ImplementationsAsync("IStore.Find");

        Assert.StartsWith(
            "Shelf<T>.Find(string)      src/Lending.Core/Catalog/Shelf.cs:32\nMemberDirectory.Find(int)  src/Lending.Data/MemberDirectory.cs:22\n2 implementations, 0 overrides\n",
            text);
    }

    [Fact]
    public async Task Implementations_OfAnOverride_NameWhatItOverrides() =>
        Assert.Contains("overrides Item.Describe()  src/Lending.Core/Catalog/Item.cs:18", await this.ImplementationsAsync("PowerTool.Describe"));

    [Fact]
    public async Task Implementations_OfAnInterface_PreferItsOwnMemberToAnExplicitImplementation() =>
        Assert.Contains("Item.INamed.Rename(string)  src/Lending.Core/Catalog/Item.cs:14", await this.ImplementationsAsync("INamed.Rename"));

    [Fact]
    public async Task Implementations_OfAClass_AreItsDerivedClasses()
    {
        var text = await this.ImplementationsAsync("LoanDesk");

        Assert.Contains("QueueDesk  src/Lending.Core/Loans/QueueDesk.cs:6", text);
        Assert.Contains("0 implementations, 1 derived", text);
    }

    [Fact]
    public async Task Callers_AreATreeWithTestsAndDynamicEdges()
    {
        var text = await this.CallsAsync("LoanDesk.Lend", CallDirection.Callers, 2);

        Assert.StartsWith("LoanDesk.Lend(MemberId, Item)  src/Lending.Core/Loans/LoanDesk.cs:24\n  <- LoanEndpoint.Borrow(int, Item)  src/Lending.Api/LoanEndpoint.cs:14\n", text);
        Assert.Contains("       <- Program.<Main>$  src/Lending.Api/Program.cs:1\n", text);
        Assert.Contains("  <- LoanDeskTests.Lend_OpensALoan()  tests/Lending.Tests/LoanDeskTests.cs:12  [test]\n", text);
        Assert.Contains("QueueDesk.Lend(MemberId, Item)  src/Lending.Core/Loans/QueueDesk.cs:12  [through LoanDesk.Lend(MemberId, Item)] [cycle]", text);
        Assert.Contains("\n6 callers, ", text);
    }

    [Fact]
    public async Task Callers_WhenTheTreeIsTooLong_LeaveOutTheLastSteps()
    {
        var text = await this.CallsAsync("LoanDesk.Lend", CallDirection.Callers, 3, 700);

        Assert.Contains("shortened: 1 of 3 steps shown", text);
        Assert.DoesNotContain("       <- ", text);
    }

    [Fact]
    public async Task Callees_AreFollowed()
    {
        var text = await this.CallsAsync("PriceList.Price", CallDirection.Callees, 3);

        Assert.Contains("  -> Rates.PerDay<T>(T)  src/Lending.Core/Pricing/Rates.cs:13\n       -> Item.DailyRate  src/Lending.Core/Catalog/Item.cs:10  [dynamic]\n", text);
        Assert.DoesNotContain("Money.Amount", text);
    }

    private async Task<string> ImplementationsAsync(string symbol) =>
        (await new FindImplementationsQuestion(TimeProvider.System).AskAsync(
            await cases.SnapshotAsync(), new FindImplementationsQuery(symbol, 6000), TestContext.Current.CancellationToken)).Text;

    private async Task<string> CallsAsync(string symbol, CallDirection direction, int depth, int budget = 6000) =>
        (await new CallHierarchyQuestion(TimeProvider.System).AskAsync(
            await cases.SnapshotAsync(), new CallHierarchyQuery(symbol, direction, depth, budget), TestContext.Current.CancellationToken)).Text;
}
