using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.CodeIntelligence.Index.Questions;
using Xunit;

namespace EditorAgent.CodeIntelligence.Tests.Index.Questions;

public sealed class ReadSymbolQuestionTests(ShopWorkspace shop) : IClassFixture<ShopWorkspace>
{
    [Fact]
    public async Task Answer_WhenSymbolIsAMethod_ShowsSourceWithCommentAndAttributes()
    {
        var answer = await shop.ReadAsync("OrderService.Load(int)");

        Assert.Equal(
            $"""
            src/Core/OrderService.cs [rev {answer.Seen[0].Token}]  public Order? Load(int id)
               5|     /// <summary>Loads one order.</summary>
               6|     [Cached]
               7|     public Order? Load(int id)
               8|         => store.Find(id);
            coverage: 0/3 projects · syntax-only
            """,
            answer.Text);
        Assert.Equal(new CodePlace(Path.Join(shop.Root, "src", "Core", "OrderService.cs"), 7), Assert.Single(answer.Places));
    }

    [Fact]
    public async Task Answer_WhenParametersAreMissing_ShowsEveryOverloadMarked()
    {
        var text = (await shop.ReadAsync("OrderService.Load")).Text;

        Assert.Contains("(overload 1 of 2)\n   5|", text, StringComparison.Ordinal);
        Assert.Contains("(overload 2 of 2)\n  10|", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_WhenTypeIsPartial_ShowsEveryPart() =>
        Assert.Contains("(part 2 of 2)", (await shop.ReadAsync("Shop.Core.Order")).Text, StringComparison.Ordinal);

    [Fact]
    public async Task Answer_WhenNameIsAmbiguous_ListsCandidatesAndShowsNone()
    {
        var answer = await shop.ReadAsync("Find");

        Assert.Equal(CodeError.AmbiguousSymbol, answer.Error);
        Assert.Equal(
            """
            AmbiguousSymbol: 'Find' can mean 2 declarations. Use a full name or path:line:
              method Shop.Core.Data.IOrderStore.Find(int)  src/Core/Data/IOrderStore.cs:5
              method Shop.Core.Data.SqlOrderStore.IOrderStore.Find(int)  src/Core/Data/SqlOrderStore.cs:5
            """,
            answer.Text);
    }

    [Theory]
    [InlineData("OrderService.Laod(int)", "SymbolNotFound: there is no OrderService.Laod(int). Nearest: Shop.Core.OrderService.Load(int)")]
    [InlineData("OrderService.Load(long)", "SymbolNotFound: OrderService.Load(long) has no such overload. There are: Shop.Core.OrderService.Load(int); Shop.Core.OrderService.Load(string)")]
    [InlineData("Nope.cs:3", "SymbolNotFound: no C# file of the workspace is called Nope.cs")]
    [InlineData("OrderService.cs:999", "SymbolNotFound: line 999 of src/Core/OrderService.cs lies in no declaration; the last one ends at line 16")]
    [InlineData("OrderService.cs:1", "SymbolNotFound: line 1 of src/Core/OrderService.cs lies in no declaration; code_overview of the file lists them")]
    [InlineData("OrderService.Load(", "SymbolNotFound: the parameter list of 'OrderService.Load(' is not closed")]
    public async Task Answer_WhenSymbolIsUnknown_HelpsToFindIt(string symbol, string message) =>
        Assert.StartsWith(message, (await shop.ReadAsync(symbol)).Text, StringComparison.Ordinal);

    [Theory]
    [InlineData("src/Core/OrderService.cs:8", "public Order? Load(int id)\n   5|")]
    [InlineData("OrderController.cs#L7", "public int Get(int id)\n")]
    [InlineData("M:Shop.Core.OrderService.Load(System.String)", "public Order? Load(string key)\n")]
    [InlineData("T:Shop.Core.Data.SqlOrderStore", "internal sealed class SqlOrderStore")]
    [InlineData("OrderService(IOrderStore)", "OrderService(IOrderStore store)\n")]
    [InlineData("SqlOrderStore.Find", "Order? IOrderStore.Find(int id)\n")]
    [InlineData("Order.Id", "int Id\n")]
    public async Task Answer_WhenAddressIsOfAnyForm_FindsIt(string symbol, string expected) =>
        Assert.Contains("]  " + expected, (await shop.ReadAsync(symbol)).Text + "\n", StringComparison.Ordinal);

    [Fact]
    public async Task Answer_WhenSymbolIsAStackTrace_ShowsItsFramesWithTheLineMarked()
    {
        var text = (await shop.ReadAsync("""
            System.NullReferenceException: Object reference not set to an instance of an object.
               at Shop.Core.OrderService.Load(String key)
               at Shop.Api.OrderController.Get(Int32 id) in C:\build\Shop\src\Api\OrderController.cs:line 8
               at Microsoft.AspNetCore.Mvc.Foo.Bar()
            """)).Text;

        Assert.Contains("public Order? Load(string key)   (frame 1)", text, StringComparison.Ordinal);
        Assert.Contains("public int Get(int id)   (frame 2)", text, StringComparison.Ordinal);
        Assert.Contains("\n   8>         return order!.Id;\n", text, StringComparison.Ordinal);
        Assert.Contains("1 of 3 frames are not shown", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_WhenPartsAreAskedFor_ShowsThoseAlone()
    {
        var members = (await shop.ReadAsync("OrderService", "members", "base")).Text;
        var doc = (await shop.ReadAsync("OrderService.Load(int)", "doc", "refs-count")).Text;

        Assert.Contains("base: IOrders\n", members, StringComparison.Ordinal);
        Assert.Contains("\n   7  public Order? Load(int id)\n", members, StringComparison.Ordinal);
        Assert.DoesNotContain("   7|", members, StringComparison.Ordinal);
        Assert.Contains("   5|     /// <summary>Loads one order.</summary>\n", doc, StringComparison.Ordinal);
        Assert.DoesNotContain("   6|", doc, StringComparison.Ordinal);
        Assert.Contains("refs-count needs the loaded solution\ncoverage", doc, StringComparison.Ordinal);
        Assert.Contains("base: IOrderStore (src/Core/Data/IOrderStore.cs:3)", (await shop.ReadAsync("SqlOrderStore", "base")).Text, StringComparison.Ordinal);
        Assert.StartsWith("Unsupported: with cannot be 'body'", (await shop.ReadAsync("OrderService", "body")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_WhenReferencesAreCounted_ShowsThemInTheHead()
    {
        var answer = await new ReadSymbolQuestion(shop.Index, new Counted()).AnswerAsync(
            new ReadSymbolQuery(["OrderService.Load(int)"], ["source", "refs-count"], 6000), ShopWorkspace.Coverage, TestContext.Current.CancellationToken);

        Assert.Contains("public Order? Load(int id)   7 references of Shop.Core.OrderService.Load(int)\n", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_WhenOneOfTheSymbolsIsUnknown_ShowsTheOthersAndSaysSo()
    {
        var answer = await new ReadSymbolQuestion(shop.Index, null).AnswerAsync(
            new ReadSymbolQuery(["OrderService.Load(int)", "Nowhere"], [], 6000), ShopWorkspace.Coverage, TestContext.Current.CancellationToken);

        Assert.Null(answer.Error);
        Assert.Contains("SymbolNotFound: there is no Nowhere", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(150, "shortened: ")]
    [InlineData(400, "\n   7  public Order? Load(int id)\n")]
    public async Task Answer_WhenTypeDoesNotFit_ShowsItsMembersThenItsName(int budget, string expected)
    {
        var answer = await new ReadSymbolQuestion(shop.Index, null).AnswerAsync(
            new ReadSymbolQuery(["OrderService"], [], budget), ShopWorkspace.Coverage, TestContext.Current.CancellationToken);

        Assert.Contains(expected, answer.Text, StringComparison.Ordinal);
        Assert.Contains("widen with budget=1000", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_WhenMemberDoesNotFit_LeavesOutItsDocumentationFirst()
    {
        shop.Write("src/Core/Long.cs", $"namespace Shop.Core;\n\npublic class Long\n{{\n{string.Concat(Enumerable.Repeat("    /// words of documentation\n", 40))}    public int Run()\n    {{\n{string.Concat(Enumerable.Repeat("        Step();\n", 40))}    }}\n}}\n");

        var answer = await new ReadSymbolQuestion(shop.Index, null).AnswerAsync(new ReadSymbolQuery(["Long.Run"], [], 600), ShopWorkspace.Coverage, TestContext.Current.CancellationToken);

        Assert.Contains("public int Run()\n  45|     public int Run()\n  46|     {\n  47|         Step();\n", answer.Text, StringComparison.Ordinal);
        Assert.Matches(@"\(lines 45-\d\d of 5-87\)\n", answer.Text);
        Assert.DoesNotContain("documentation", answer.Text, StringComparison.Ordinal);
    }

    private sealed class Counted : IReferenceCounts
    {
        public Task<string?> CountAsync(string path, int line, string fullName, CancellationToken cancellationToken) =>
            Task.FromResult<string?>($"{line} references of {fullName}");
    }
}
