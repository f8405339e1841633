using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.CodeIntelligence.Roslyn.Queries.Resolution;
using EditorAgent.CodeIntelligence.Tests.Fixtures;
using Microsoft.CodeAnalysis;
using Xunit;

namespace EditorAgent.CodeIntelligence.Tests.Roslyn.Queries;

public sealed class SymbolLookupTests(HardCases cases)
{
    [Theory]
    [InlineData("LoanDesk.Lend", "Lending.Loans.LoanDesk.Lend(MemberId, Item)")]
    [InlineData("Shelf<T>.Find(string)", "Lending.Catalog.Shelf<T>.Find(string)")]
    [InlineData("Shelf.this[int]", "Lending.Catalog.Shelf<T>.this[int]")]
    [InlineData("Money.operator +", "Lending.Contracts.Money.operator +(Money, Money)")]
    [InlineData("PowerTool(string, int)", "Lending.Catalog.PowerTool.PowerTool(string, int)")]
    [InlineData("Loan.Member", "Lending.Loans.Loan.Member")]
    [InlineData("Loan.Loan(MemberId, Item, DateOnly)", "Lending.Loans.Loan.Loan(MemberId, Item, DateOnly)")]
    [InlineData("ItemExtensions.RateFor(int)", "Lending.Catalog.ItemExtensions.extension(Item).RateFor(int)")]
    [InlineData("Item.INamed.Rename", "Lending.Catalog.Item.INamed.Rename(string)")]
    [InlineData("Inventory.Look", "Lending.Catalog.Inventory.Look(string)")]
    [InlineData("Inventory.DescribeMembers", "Lending.Catalog.Inventory.DescribeMembers()")]
    [InlineData("M:Lending.Loans.Ledger`2.AddAll``1(System.Collections.Generic.IEnumerable{``0})", "Lending.Loans.Ledger<TEntry, TKey>.AddAll<TMore>(IEnumerable<TMore>)")]
    [InlineData("M:Lending.Contracts.IStore`2.Find(`0)", "Lending.Contracts.IStore<TKey, TItem>.Find(TKey)")]
    [InlineData("M:Lending.Contracts.IStore`2.Find(`0)~`1", "Lending.Contracts.IStore<TKey, TItem>.Find(TKey)")]
    [InlineData("M:Lending.Contracts.MemberId.op_Explicit(Lending.Contracts.MemberId)~System.Int32", "Lending.Contracts.MemberId.explicit operator int(MemberId)")]
    [InlineData("src/Lending.Contracts/Clock.cs:6", "Lending.Contracts.Clock.Today()")]
    [InlineData("src/Lending.Contracts/Clock.cs:8", "Lending.Contracts.Clock.Today()")]
    [InlineData("src/Lending.Core/Pricing/PriceList.cs:28", "Lending.Pricing.PriceList.Price(Item, int)")]
    [InlineData("PriceList.cs:8", "Lending.Pricing.PriceList")]
    [InlineData("src/Lending.Core/Loans/LoanDesk.cs:26:9", "Lending.Loans.Loan")]
    [InlineData("   at Lending.Loans.LoanDesk.OverdueAsync(DateOnly day, CancellationToken cancellationToken)+MoveNext()", "Lending.Loans.LoanDesk.OverdueAsync(DateOnly, CancellationToken)")]
    [InlineData("Guard.Positive", "Lending.Shared.Guard.Positive(int, string)")]
    [InlineData("Grüße.Für", "Lending.Data.Grüße.Für(INamed)")]
    [InlineData("StringBuilder.Append(char)", "System.Text.StringBuilder.Append(char)")]
    public async Task ResolveAsync_WhenOneSymbolIsMeant_FindsIt(string address, string expected)
    {
        var found = await new SymbolLookup(await cases.SnapshotAsync()).ResolveAsync(address, TestContext.Current.CancellationToken);

        Assert.Null(found.Refusal);
        Assert.Equal(expected, SymbolNames.Full(Assert.Single(found.Symbols).Symbol));
    }

    [Fact]
    public async Task ResolveAsync_WhenOverloadsAreNotToldApart_ReturnsAll()
    {
        var found = await new SymbolLookup(await cases.SnapshotAsync()).ResolveAsync("Rates.PerDay", TestContext.Current.CancellationToken);

        Assert.Equal(["Rates.PerDay(int)", "Rates.PerDay(string)", "Rates.PerDay<T>(T)"], found.Symbols.Select(symbol => symbol.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task ResolveAsync_WhenSeveralAreMeant_ListsThem()
    {
        var found = await new SymbolLookup(await cases.SnapshotAsync()).ResolveAsync("Describe", TestContext.Current.CancellationToken);

        Assert.Equal(CodeError.AmbiguousSymbol, found.Refusal?.Error);
        Assert.Contains("method    Lending.Catalog.PowerTool.Describe()  src/Lending.Core/Catalog/PowerTool.cs:22", found.Refusal!.Text);
    }

    [Fact]
    public async Task ResolveAsync_WhenMisspelled_NamesTheNearest()
    {
        var found = await new SymbolLookup(await cases.SnapshotAsync()).ResolveAsync("LoanDesk.Lent", TestContext.Current.CancellationToken);

        Assert.Equal(CodeError.SymbolNotFound, found.Refusal?.Error);
        Assert.Contains("LoanDesk.Lend", found.Refusal!.Text);
    }

    [Fact]
    public async Task ResolveAsync_ForEveryNameThatAnswersShow_FindsThatSymbol()
    {
        var snapshot = await cases.SnapshotAsync();
        var lookup = new SymbolLookup(snapshot);
        var failures = new List<string>();
        foreach (var symbol in await SourceSymbols.OfAsync(snapshot.Solution, TestContext.Current.CancellationToken))
        {
            var name = SymbolNames.Full(symbol);
            var found = await lookup.ResolveAsync(name, TestContext.Current.CancellationToken);
            var isListed = found.Refusal is { Error: CodeError.AmbiguousSymbol } refusal && refusal.Text.Contains(name, StringComparison.Ordinal);
            if (!isListed && !found.Symbols.Any(one => SymbolNames.Full(one.Symbol) == name))
            {
                failures.Add($"{name} ({symbol.Kind}): {found.Refusal?.Text ?? string.Join(", ", found.Symbols.Select(one => SymbolNames.Full(one.Symbol)))}");
            }
        }

        Assert.Empty(failures);
    }
}
