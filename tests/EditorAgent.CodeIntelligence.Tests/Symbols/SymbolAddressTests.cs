using EditorAgent.CodeIntelligence.Symbols;
using Xunit;

namespace EditorAgent.CodeIntelligence.Tests.Symbols;

public sealed class SymbolAddressTests
{
    [Theory]
    [InlineData("OrderService", "OrderService")]
    [InlineData("OrderService.Load", "OrderService.Load")]
    [InlineData("OrderService.Load()", "OrderService.Load()")]
    [InlineData("OrderService.Load(int)", "OrderService.Load(int)")]
    [InlineData("  `Shop.OrderService.Load(int id, string name)`; ", "Shop.OrderService.Load(int, string)")]
    [InlineData("Load(ref readonly Dictionary<string, List<int>> map, out (int a, string b) x, params int[] rest)", "Load(Dictionary<string, List<int>>, (int a, string b), int[])")]
    [InlineData("Load([NotNull] string? name = \"a,b\")", "Load(string?)")]
    [InlineData("List<T>.Add", "List<>.Add")]
    [InlineData("Dictionary<TKey, TValue>.TryGetValue", "Dictionary<,>.TryGetValue")]
    [InlineData("List`1.Add", "List<>.Add")]
    [InlineData("Cache.Get<T>(string)", "Cache.Get<>(string)")]
    [InlineData("Outer+Inner.Run", "Outer.Inner.Run")]
    [InlineData("global::Shop.Order", "Shop.Order")]
    [InlineData("Order.this[]", "Order.this[]")]
    [InlineData("Order.this[int, string key]", "Order.this[](int, string)")]
    [InlineData("Order.this [int]", "Order.this[](int)")]
    [InlineData("Order..ctor(int)", "Order..ctor(int)")]
    [InlineData("Order.ctor", "Order..ctor")]
    [InlineData("Order.Order(int)", "Order..ctor(int)")]
    [InlineData("Order.cctor", "Order..cctor")]
    [InlineData("Order.~Order()", "Order.Finalize()")]
    [InlineData("Money.operator +(Money, Money)", "Money.op_Addition(Money, Money)")]
    [InlineData("Money.operator -(Money)", "Money.op_UnaryNegation(Money)")]
    [InlineData("Money.operator>>>=", "Money.op_UnsignedRightShiftAssignment")]
    [InlineData("public static bool operator ==(Money a, Money b)", "op_Equality(Money, Money)")]
    [InlineData("Money.operator checked +(Money, Money)", "Money.op_CheckedAddition(Money, Money)")]
    [InlineData("Money.implicit operator int(Money)", "Money.op_Implicit(Money) : int")]
    [InlineData("Money.explicit operator List<int>", "Money.op_Explicit : List<int>")]
    [InlineData("Money.op_Addition", "Money.op_Addition")]
    [InlineData("SqlStore.Shop.IOrderStore.Find(int)", "SqlStore.Shop.IOrderStore.Find(int)")]
    [InlineData("StringExtensions.extension(string).IsBlank", "StringExtensions.extension(string).IsBlank")]
    [InlineData("Ext.extension<T>(IEnumerable<T> source).Second(int)", "Ext.extension<>(IEnumerable<T>).Second(int)")]
    [InlineData("public async Task<Order?> LoadAsync(int id)", "LoadAsync(int)")]
    [InlineData("class OrderService", "OrderService")]
    [InlineData("new Order(int)", "Order(int)")]
    [InlineData("@class.@event", "class.event")]
    [InlineData("Größe.Änderung", "Größe.Änderung")]
    public void Parse_WhenItIsAName_ReadsPartsAndParameters(string text, string expected) =>
        Assert.Equal(expected, Assert.IsType<SymbolAddress.Name>(SymbolAddress.Parse(text)).ToString());

    [Theory]
    [InlineData("src/Order.cs:12", "src/Order.cs", 12, null)]
    [InlineData("src/Order.cs:12:5", "src/Order.cs", 12, 5)]
    [InlineData("Order.cs#L12", "Order.cs", 12, null)]
    [InlineData("src/Order.cs#L12-L20", "src/Order.cs", 12, null)]
    [InlineData("src/Order.cs#L12C7", "src/Order.cs", 12, 7)]
    [InlineData("src/Order.cs:12-20", "src/Order.cs", 12, null)]
    [InlineData(@"C:\shop\src\Order.cs:12", "C:/shop/src/Order.cs", 12, null)]
    [InlineData(@"C:\shop\Order.cs(12,5)", "C:/shop/Order.cs", 12, 5)]
    [InlineData("Order.cs(12)", "Order.cs", 12, null)]
    [InlineData("/shop/a b/Order.cs:line 12", "/shop/a b/Order.cs", 12, null)]
    [InlineData("in src/Order.cs:12", "src/Order.cs", 12, null)]
    public void Parse_WhenItIsAPlace_ReadsPathAndLine(string text, string path, int line, int? column) =>
        Assert.Equal(new SymbolAddress.Place(path, line, column), SymbolAddress.Parse(text));

    [Theory]
    [InlineData("M:Shop.OrderService.Load(System.Int32)", "Shop.OrderService.Load(System.Int32)")]
    [InlineData("M:Shop.OrderService.#ctor", "Shop.OrderService..ctor()")]
    [InlineData("M:Shop.SqlStore.Shop#IOrderStore#Find(System.Int32@)", "Shop.SqlStore.Shop.IOrderStore.Find(System.Int32)")]
    [InlineData("M:Shop.Cache`1.Get``1(System.Func{`0,``0})", "Shop.Cache<>.Get<>(System.Func{`0,``0})")]
    [InlineData("P:Shop.Order.Item(System.Int32)", "Shop.Order.this[](System.Int32)")]
    [InlineData("T:Shop.Order", "Shop.Order")]
    [InlineData("M:Shop.Money.op_Implicit(Shop.Money)~System.Int32", "Shop.Money.op_Implicit(Shop.Money) : System.Int32")]
    public void Parse_WhenItIsADocumentationId_KeepsItAndReadsItAsName(string text, string expected)
    {
        var address = Assert.IsType<SymbolAddress.DocumentationId>(SymbolAddress.Parse(text));

        Assert.Equal((text, expected), (address.Id, address.AsName?.ToString()));
        Assert.True(address.AsName?.IsRooted);
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("order service load", "blanks")]
    [InlineData("src/Order.cs", "path without a line")]
    [InlineData("Order.Load(int", "not closed")]
    [InlineData("Order.Load(int) and more", "nothing can follow")]
    [InlineData("Order..Load", "not a symbol's name")]
    [InlineData("a.b:0", "lines count from 1")]
    [InlineData("a.b:99999999999999999999", "not a line")]
    [InlineData("Money.operator ?", "no operator")]
    [InlineData("what\nis this", "several lines")]
    public void Parse_WhenItMakesNoSense_SaysWhy(string text, string reason) =>
        Assert.Contains(reason, Assert.IsType<SymbolAddress.Unreadable>(SymbolAddress.Parse(text)).Reason, StringComparison.Ordinal);
}
