using EditorAgent.CodeIntelligence.Roslyn.Edits;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace EditorAgent.CodeIntelligence.Tests.Roslyn.Edits;

public sealed class SignatureChangeTests
{
    [Theory]
    [InlineData("class A { int M() => 1; }", "class A { int M() => 2; }", "")]
    [InlineData("class A { int M() => 1; }", "class A { int M() => 1; int N() => 2; }", "N")]
    [InlineData("class A { int M() => 1; int N() => 2; }", "class A { int M() => 1; }", "A N")]
    [InlineData("class A { int M() => 1; }", "class A { long M() => 1; }", "A M")]
    [InlineData("interface A { int M(); }", "interface A { int M(); int N(); }", "A N")]
    [InlineData("abstract class A { }", "abstract class A { public abstract int N(); }", "A N")]
    [InlineData("class A { }", "class A { public required int N { get; set; } }", "A N")]
    [InlineData("class A { }", "class A { public A(int x) { } }", "A")]
    [InlineData("enum A { One }", "enum A { One, Two }", "A Two")]
    [InlineData("class A { }", "class A : System.IDisposable { }", "A")]
    [InlineData("class A { const int C = 1; }", "class A { const int C = 2; }", "A C")]
    [InlineData(null, "class A { int M() => 1; }", "A M")]
    public void Between_NamesWhatOtherFilesMustSay(string? old, string? now, string names) => Assert.Equal(
        names.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        SignatureChange.Between(old, now, new CSharpParseOptions(LanguageVersion.Preview), TestContext.Current.CancellationToken).Names.Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("x.Run1();", true)]
    [InlineData("x.Run10();", false)]
    [InlineData("x.ReRun1();", false)]
    [InlineData("x.Run10(); Run1", true)]
    public void Concerns_OnlyFilesThatSayTheWholeWord(string text, bool isConcerned) => Assert.Equal(
        isConcerned,
        SignatureChange.Between("class A { }", "class A { void Run1() { } }", new CSharpParseOptions(LanguageVersion.Preview), TestContext.Current.CancellationToken).Concerns(text));
}
