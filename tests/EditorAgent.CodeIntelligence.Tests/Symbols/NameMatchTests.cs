using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.Symbols;
using Xunit;

namespace EditorAgent.CodeIntelligence.Tests.Symbols;

public sealed class NameMatchTests
{
    private static readonly ImmutableArray<NamePart> Explicit =
        [new("Shop"), new("SqlStore"), new("Shop") { IsOptional = true }, new("IOrderStore") { IsOptional = true }, new("Find")];

    private static readonly ImmutableArray<NamePart> Extension =
        [new("Shop"), new("Strings"), new("extension", 0) { Receiver = "System.String" }, new("IsBlank")];

    private static readonly ImmutableArray<NamePart> Generic = [new("Shop"), new("Cache", 1), new("Get", 2)];

    [Theory]
    [InlineData("Find", true)]
    [InlineData("SqlStore.Find", true)]
    [InlineData("IOrderStore.Find", true)]
    [InlineData("SqlStore.IOrderStore.Find", true)]
    [InlineData("Shop.SqlStore.Shop.IOrderStore.Find", true)]
    [InlineData("global::Shop.SqlStore.Find", true)]
    [InlineData("global::SqlStore.Find", false)]
    [InlineData("MemoryStore.Find", false)]
    [InlineData("Store.Find", false)]
    [InlineData("X.Shop.SqlStore.Find", false)]
    public void IsEndOf_WhenMemberIsExplicit_InterfaceMayBeLeftOut(string written, bool expected) =>
        Assert.Equal(expected, NameMatch.IsEndOf(Name(written), Explicit));

    [Theory]
    [InlineData("Strings.IsBlank", true)]
    [InlineData("string.IsBlank", true)]
    [InlineData("Strings.extension(string).IsBlank", true)]
    [InlineData("Strings.extension(int).IsBlank", false)]
    [InlineData("int.IsBlank", false)]
    public void IsEndOf_WhenMemberIsAnExtension_BlockOrReceiverMayBeWritten(string written, bool expected) =>
        Assert.Equal(expected, NameMatch.IsEndOf(Name(written), Extension));

    [Theory]
    [InlineData("Cache.Get", true)]
    [InlineData("Cache<T>.Get<A, B>", true)]
    [InlineData("Cache<K, V>.Get", false)]
    [InlineData("Cache.Get<A>", false)]
    public void IsEndOf_WhenArityIsWritten_ItCounts(string written, bool expected) => Assert.Equal(expected, NameMatch.IsEndOf(Name(written), Generic));

    [Theory]
    [InlineData("Load(int, string)", "Load(System.Int32 a, String b)", true)]
    [InlineData("Load(List<int>)", "Load(System.Collections.Generic.List{System.Int32} x)", true)]
    [InlineData("Load(List`1)", "Load(List<int> x)", true)]
    [InlineData("Load(int?)", "Load(Nullable<int> x)", true)]
    [InlineData("Load(int[])", "Load(int x)", false)]
    [InlineData("Load(int)", "Load(long x)", false)]
    [InlineData("Load(int)", "Load(int a, int b)", false)]
    [InlineData("Load((int, string))", "Load((int Id, string Name) pair)", true)]
    [InlineData("Load(Int32&)", "Load(ref int x)", true)]
    [InlineData("Load(Dictionary<int, List<string>>)", "Load(Dictionary<int, List<int>> x)", false)]
    [InlineData("Load(List<int>.Enumerator)", "Load(Enumerator x)", true)]
    public void Matches_WhenTypesAreWrittenDifferently_ComparesTheirMeaning(string written, string declared, bool expected) =>
        Assert.Equal(expected, ParameterText.Matches(Name(written).Parameters!.Value, Name(declared).Parameters!.Value));

    [Theory]
    [InlineData("Order(int)", "Order..ctor(int)")]
    [InlineData("Order.Order", "Order..ctor")]
    [InlineData("Order.Load", null)]
    public void AsConstructor_WhenNameCanMeanOne_SaysSo(string written, string? expected) =>
        Assert.Equal(expected, NameMatch.AsConstructor(Name(written))?.ToString());

    private static SymbolAddress.Name Name(string text) => Assert.IsType<SymbolAddress.Name>(SymbolAddress.Parse(text));
}
