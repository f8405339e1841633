using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.CodeIntelligence.Index.Questions;
using Xunit;

namespace EditorAgent.CodeIntelligence.Tests.Index.Questions;

public sealed class FindSymbolQuestionTests(ShopWorkspace shop) : IClassFixture<ShopWorkspace>
{
    [Fact]
    public async Task Answer_WhenWordsAreHumpsAndName_ListsTheTypeAndItsMembers() => Assert.Equal(
        """
        class Shop.Core.OrderService                src/Core/OrderService.cs:3
        method Shop.Core.OrderService.Load(int)     src/Core/OrderService.cs:7
        method Shop.Core.OrderService.Load(string)  src/Core/OrderService.cs:10
        method Shop.Core.OrderService.LoadAllAsync(CancellationToken)  src/Core/OrderService.cs:12
        4 of 4
        coverage: 0/3 projects · syntax-only
        """,
        (await shop.FindAsync("OrdServ Load")).Text);

    [Theory]
    [InlineData("Order", "record Shop.Core.Order")]
    [InlineData("order", "record Shop.Core.Order")]
    [InlineData("OS", "class Shop.Core.OrderService")]
    [InlineData("IOSto", "interface Shop.Core.Data.IOrderStore")]
    [InlineData("*Store", "interface Shop.Core.Data.IOrderStore")]
    [InlineData("Load?ll*", "method Shop.Core.OrderService.LoadAllAsync(CancellationToken)")]
    [InlineData("OrderService.Load(string)", "method Shop.Core.OrderService.Load(string)")]
    [InlineData("Core.Order.Total", "property Shop.Core.Order.Total")]
    [InlineData("ervic", "class Shop.Core.OrderService")]
    [InlineData("sql find", "class Shop.Core.Data.SqlOrderStore")]
    public async Task Answer_WhenQueryIsOfAnyForm_BestFitIsFirst(string query, string first) =>
        Assert.StartsWith(first + " ", (await shop.FindAsync(query)).Text, StringComparison.Ordinal);

    [Fact]
    public async Task Answer_WhenTypeIsPartial_IsOneHitWithBothPlaces() =>
        Assert.StartsWith("record Shop.Core.Order  src/Core/Order.Json.cs:3 and src/Core/Order.cs:3\n1 of 1\n", (await shop.FindAsync("Shop.Core.Order", "record", "Core")).Text, StringComparison.Ordinal);

    [Fact]
    public async Task Answer_WhenKindAndScopeAreGiven_BothNarrow()
    {
        Assert.StartsWith("class Shop.Api.OrderController  src/Api/OrderController.cs:3\n1 of 1", (await shop.FindAsync("Order", "class", "Api")).Text, StringComparison.Ordinal);
        Assert.StartsWith("Unsupported: kind is one of class", (await shop.FindAsync("Order", "klass")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_WhenNothingIsFound_NamesTheNearestAndTheCoverage()
    {
        Assert.Equal(
            """
            0 found in the covered part for "OrderServcie"
            nearest names: OrderService
            coverage: 0/3 projects · syntax-only
            """,
            (await shop.FindAsync("OrderServcie")).Text);
        Assert.Contains("without kind and scope: ", (await shop.FindAsync("OrderService", null, "Api")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_WhenThereAreMoreThanMax_SaysHowMany() =>
        Assert.Contains("\n2 of ", (await shop.FindAsync("Order", max: 2)).Text, StringComparison.Ordinal);

    [Fact]
    public async Task Answer_WhenThereIsOneHitAndBodyIsWanted_ShowsTheSource()
    {
        var answer = await new FindSymbolQuestion(shop.Index).AnswerAsync(
            new FindSymbolQuery("SqlOrderStore.Find", null, null, true, 30, 6000), ShopWorkspace.Coverage, TestContext.Current.CancellationToken);

        Assert.Contains("\n   5|     Order? IOrderStore.Find(int id) => null;\n", answer.Text, StringComparison.Ordinal);
        Assert.Single(answer.Seen);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b c d e f g h i j")]
    [InlineData("***")]
    [InlineData("....")]
    [InlineData("((((")]
    public async Task Answer_WhenQueryIsOdd_AnswersAllTheSame(string query) => Assert.NotEmpty((await shop.FindAsync(query)).Text);
}
