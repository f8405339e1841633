using System.Text;
using EditorAgent.CodeIntelligence.Symbols;
using EditorAgent.Fuzzing;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace EditorAgent.CodeIntelligence.Tests.Symbols;

public sealed class SymbolAddressFuzzTests
{
    private static readonly string[] Corpus =
    [
        "Shop.OrderService.Load(int id, List<(int, string)> pairs)", "List<T>.Add", "Order.this[int]", "Money.operator +(Money, Money)",
        "M:Shop.SqlStore.Shop#IOrderStore#Find(System.Int32@)~System.Int32", @"C:\shop\src\Order.cs:12:5", "src/Order.cs#L12-L20", "Ext.extension<T>(List<T>).Second",
        "   at Shop.OrderService.<>c__DisplayClass3_0.<<Load>b__0>d.MoveNext() in C:\\shop\\Order.cs:line 12\r\n   at Shop.Cache`1[[System.Int32, CoreLib]].Get[T](List`1 keys)",
        "System.Exception: x\n   bei A.<B>g__C|0_1(Int32 x) in C:\\a.cs:Zeile 7.\n--- End ---\n   at lambda_method1(Closure )",
    ];

    private static readonly string[] Words =
        ["<", ">", "(", ")", "`1", "..ctor", "operator", "implicit operator", "this[", "#L", ":line 3", " in ", "at ", "<>c", ">d__", ">g__", "extension(", "\\n   at ", "M:", "global::", "~"];

    [Fact]
    public Task Parse_WhenTextIsMutated_NeverThrowsAndGivesFittingParts() =>
        FuzzRun.AllAsync(new ByteMutator(FuzzBudget.Seed, Corpus, Words), FuzzBudget.Iterations, bytes =>
        {
            Check(SymbolAddress.Parse(Encoding.UTF8.GetString(bytes)));
            return Task.CompletedTask;
        });

    [Fact]
    public void Parse_WhenNameIsPrintedAndReadAgain_IsTheSame() =>
        Prop.ForAll(Names().ToArbitrary(), text =>
        {
            var once = Assert.IsType<SymbolAddress.Name>(SymbolAddress.Parse(text));
            var twice = Assert.IsType<SymbolAddress.Name>(SymbolAddress.Parse(once.ToString()));
            Assert.Equal(once.ToString(), twice.ToString());
            Assert.True(NameMatch.IsEndOf(once, [new NamePart("Any"), .. once.Parts]));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    private static Gen<string> Names()
    {
        var identifier = Gen.Elements("Order", "_load", "Größe", "I18n", "OrderService");
        var part = from name in identifier from generic in Gen.Elements("", "", "<T>", "<TKey, TValue>", "`3") select name + generic;
        var type = Gen.Elements("int", "List<string>", "(int, string)", "Dictionary<int, List<T[]>>", "string?", "byte*", "A.B.C");
        var list = Gen.ListOf(type, 3).Select(types => $"({string.Join(", ", types)})");
        var last = Gen.Elements("Load", "Get<T>", ".ctor", "this[int]", "operator ==", "Total", "~Order");
        return from parts in Gen.ListOf(part, 2)
               from separator in Gen.Elements(".", "+")
               from name in last
               from parameters in Gen.OneOf(Gen.Constant(""), list)
               select $"{string.Join(separator, parts)}.{name}{(name.StartsWith("this", StringComparison.Ordinal) ? "" : parameters)}";
    }

    private static void Check(SymbolAddress address)
    {
        switch (address)
        {
            case SymbolAddress.Name name:
                Assert.NotEmpty(name.Parts);
                Assert.All(name.Parts, part => Assert.NotEmpty(part.Identifier));
                Assert.NotEmpty(name.ToString());
                _ = NameMatch.IsEndOf(name, name.Parts);
                _ = ParameterText.Matches(name.Parameters ?? [], name.Parameters ?? []);
                break;
            case SymbolAddress.Place place:
                Assert.True(place is { Path.Length: > 0, Line: > 0 });
                break;
            case SymbolAddress.StackTrace trace:
                Assert.NotEmpty(trace.Frames);
                Assert.All(trace.Frames, frame => Assert.True(frame.Line is null or > 0));
                break;
            case SymbolAddress.Unreadable unreadable:
                Assert.NotEmpty(unreadable.Reason);
                break;
        }
    }
}
