using EditorAgent.CodeIntelligence.Symbols;
using Xunit;

namespace EditorAgent.CodeIntelligence.Tests.Symbols;

public sealed class StackTraceTests
{
    [Theory]
    [InlineData("   at Shop.OrderService.Load(Int32 id) in /src/Order.cs:line 12", "Shop.OrderService.Load(Int32)", null, "/src/Order.cs", 12)]
    [InlineData(@"   bei Shop.OrderService.Load(Int32 id) in C:\shop\Order.cs:Zeile 12.", "Shop.OrderService.Load(Int32)", null, "C:/shop/Order.cs", 12)]
    [InlineData(@"   à Shop.OrderService.Load(Int32 id) dans C:\a b\Order.cs:ligne 12", "Shop.OrderService.Load(Int32)", null, "C:/a b/Order.cs", 12)]
    [InlineData(@"   в Shop.OrderService.Load(Int32 id) в C:\shop\Order.cs:строка 12", "Shop.OrderService.Load(Int32)", null, "C:/shop/Order.cs", 12)]
    [InlineData(@"   在 Shop.OrderService.Load(Int32 id) 位置 C:\shop\Order.cs:行号 12", "Shop.OrderService.Load(Int32)", null, "C:/shop/Order.cs", 12)]
    [InlineData(@"   場所 Shop.OrderService.Load(Int32 id) 場所 C:\shop\Order.cs:行 12", "Shop.OrderService.Load(Int32)", null, "C:/shop/Order.cs", 12)]
    [InlineData(@"   en Shop.OrderService.Load(Int32 id) en C:\shop\Order.cs:línea 12", "Shop.OrderService.Load(Int32)", null, "C:/shop/Order.cs", 12)]
    [InlineData("xyz Shop.OrderService.Load(Int32 id) xyz /src/Order.cs:abc 12", "Shop.OrderService.Load(Int32)", null, "/src/Order.cs", 12)]
    [InlineData("at Shop.OrderService.<LoadAsync>d__5.MoveNext() in /src/Order.cs:line 12", "Shop.OrderService.LoadAsync", "async or iterator", "/src/Order.cs", 12)]
    [InlineData("Shop.OrderService.<LoadAsync>d__5.MoveNext()", "Shop.OrderService.LoadAsync", "async or iterator", null, null)]
    [InlineData("at Shop.OrderService.<LoadAsync>d__5`1.MoveNext()", "Shop.OrderService.LoadAsync", "async or iterator", null, null)]
    [InlineData("at Shop.OrderService.<>c__DisplayClass3_0.<Load>b__0(Order order)", "Shop.OrderService.Load", "lambda", null, null)]
    [InlineData("at Shop.OrderService.<>c.<Load>b__3_0(Order order)", "Shop.OrderService.Load", "lambda", null, null)]
    [InlineData("at Shop.OrderService.<>c__DisplayClass3_0.<<Load>b__0>d.MoveNext()", "Shop.OrderService.Load", "lambda", null, null)]
    [InlineData("at Shop.OrderService.<Load>g__Inner|0_1(Int32 x)", "Shop.OrderService.Load", "local function Inner", null, null)]
    [InlineData("at Shop.OrderService.<<Load>g__Inner|0_1>d.MoveNext()", "Shop.OrderService.Load", "local function Inner", null, null)]
    [InlineData("at Shop.OrderService.<get_Total>b__4_0()", "Shop.OrderService.Total", "lambda", null, null)]
    [InlineData("at Shop.OrderService.<.ctor>b__4_0()", "Shop.OrderService..ctor", "lambda", null, null)]
    [InlineData("at Shop.SqlStore.<Shop-IOrderStore-FindAsync>d__2.MoveNext()", "Shop.SqlStore.Shop.IOrderStore.FindAsync", "async or iterator", null, null)]
    [InlineData("at Shop.SqlStore.Shop.IOrderStore.Find(Int32 id)", "Shop.SqlStore.Shop.IOrderStore.Find(Int32)", null, null, null)]
    [InlineData("at Shop.Cache`2.Get[T](List`1 keys, T& value)", "Shop.Cache<,>.Get<>(List`1, T&)", null, null, null)]
    [InlineData("at Shop.Cache`1[[System.Int32, System.Private.CoreLib]].Get()", "Shop.Cache<>.Get()", null, null, null)]
    [InlineData("at Shop.Outer+Inner..ctor(String s)", "Shop.Outer.Inner..ctor(String)", null, null, null)]
    [InlineData("at Shop.Order.get_Item(Int32 i)", "Shop.Order.this[]", null, null, null)]
    [InlineData("at Shop.Order.set_Name(String value)", "Shop.Order.Name", null, null, null)]
    [InlineData("at Program.<Main>$(String[] args) in /src/Program.cs:line 3", "Program.<Main>$(String[])", null, "/src/Program.cs", 3)]
    [InlineData("at Program.<<Main>$>g__Run|0_0()", "Program.<Main>$", "local function Run", null, null)]
    [InlineData("at Shop.<Order>F1234ABCD__Parser.Read()", "Shop.Parser.Read()", null, null, null)]
    [InlineData("at async Task<Order> Shop.OrderService.LoadAsync(int id) in /src/Order.cs:line 12", "Shop.OrderService.LoadAsync(int)", null, "/src/Order.cs", 12)]
    [InlineData("at Shop.OrderService.Load (System.Int32 id) [0x00012] in /src/Order.cs:12", "Shop.OrderService.Load(System.Int32)", null, "/src/Order.cs", 12)]
    [InlineData("Shop.dll!Shop.OrderService.Load(int id) Line 12\tC#", "Shop.OrderService.Load(int)", null, null, 12)]
    [InlineData("at lambda_method17(Closure, Object)", null, null, null, null)]
    public void Parse_WhenItIsAFrame_UndoesTheCompilersNames(string line, string? symbol, string? within, string? path, int? number)
    {
        var frame = Assert.Single(Assert.IsType<SymbolAddress.StackTrace>(SymbolAddress.Parse(line)).Frames);

        Assert.Equal((symbol, within, path, number), (frame.Symbol?.ToString(), frame.Within, frame.Path, frame.Line));
    }

    [Fact]
    public void Parse_WhenItIsAWholeTrace_ReadsEveryFrameAndTheHeadline()
    {
        const string text = """
            System.NullReferenceException: Object reference not set to an instance of an object.
               at Shop.OrderService.<>c.<Load>b__3_0(Order order) in C:\shop\Order.cs:line 12
               at System.Linq.Enumerable.Select[TSource,TResult](IEnumerable`1 source, Func`2 selector)
            --- End of stack trace from previous location ---
               at Shop.OrderController.<Get>d__2.MoveNext() in C:\shop\OrderController.cs:line 41
            """;

        var trace = Assert.IsType<SymbolAddress.StackTrace>(SymbolAddress.Parse(text.Replace("\n", "\r\n", StringComparison.Ordinal)));

        Assert.StartsWith("System.NullReferenceException", trace.Headline, StringComparison.Ordinal);
        Assert.Equal(
            ["Shop.OrderService.Load", "System.Linq.Enumerable.Select<,>(IEnumerable`1, Func`2)", "Shop.OrderController.Get"],
            trace.Frames.Select(frame => frame.Symbol?.ToString()));
    }

    [Fact]
    public void Parse_WhenLineBreaksAreEscapedAsInJson_ReadsTheFrames() =>
        Assert.Equal(2, Assert.IsType<SymbolAddress.StackTrace>(SymbolAddress.Parse(@"Boom\r\n   at A.B() in /x.cs:line 1\r\n   at A.C() in /x.cs:line 2")).Frames.Length);

    [Fact]
    public void Parse_WhenTraceIsEndless_CountsWhatItOmits()
    {
        var trace = Assert.IsType<SymbolAddress.StackTrace>(SymbolAddress.Parse(string.Concat(Enumerable.Repeat("   at A.B()\n", 500))));

        Assert.Equal((200, 300), (trace.Frames.Length, trace.Omitted));
    }

    [Fact]
    public async Task Parse_WhenTheRuntimeThrewIt_FindsTheMethodsOfThisFile()
    {
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => Sample<int>.RunAsync([1]));

        var trace = Assert.IsType<SymbolAddress.StackTrace>(SymbolAddress.Parse(failure.ToString()));

        var own = trace.Frames.Where(frame => frame.Symbol is { } name && name.Parts.Any(part => part.Identifier == "Sample")).ToList();
        Assert.Equal(
            ["Thrower.Throw local function Deep", "Thrower.Throw ", "Sample<>.RunAsync lambda", "Sample<>.RunAsync "],
            trace.Frames.Where(frame => frame.Path?.EndsWith("StackTraceTests.cs", StringComparison.Ordinal) == true && frame.Symbol is not null)
                .Select(frame => $"{frame.Symbol!.Parts[^2]}.{frame.Symbol.Last} {frame.Within}")
                .Take(4));
        Assert.All(own, frame => Assert.NotNull(frame.Line));
    }

    private static class Thrower
    {
        public static int Throw()
        {
            return Deep();

            static int Deep() => throw new InvalidOperationException("Boom (at all)");
        }
    }

    private static class Sample<T>
    {
        public static async Task<int> RunAsync(T[] items)
        {
            await Task.Yield();
            return items.Select(item => Thrower.Throw()).ToList().Count;
        }
    }
}
