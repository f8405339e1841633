using System.Text;
using EditorAgent.CodeIntelligence.Answers;
using EditorAgent.CodeIntelligence.Contract;
using Xunit;

namespace EditorAgent.CodeIntelligence.Tests.Answers;

public sealed class NumberedLinesTests
{
    [Fact]
    public void Numbered_WhenFileHasTabsMarkAndCarriageReturns_KeepsTabsAndDropsTheRest()
    {
        var bytes = Encoding.UTF8.GetPreamble().Concat(Encoding.UTF8.GetBytes("class A\r\n{\r\n\tint x;\r\n}\r\n")).ToArray();

        var file = ShownFile.Of("/w/src/A.cs", bytes)!;

        Assert.Equal("   1| class A\n   2| {\n   3| \tint x;\n   4| }", file.Numbered(1, 99));
        Assert.Equal(4, file.Lines.Count);
    }

    [Fact]
    public void Of_WhenLineIsMarked_PointsToItBehindTheIndent()
    {
        var file = ShownFile.Of("/w/A.cs", "a\nb\nc"u8)!;

        Assert.Equal("     2> b\n     3| c", NumberedLines.Of(file, 2, 3, [2], "  "));
    }

    [Theory]
    [InlineData(0, 0, "")]
    [InlineData(5, 9, "")]
    [InlineData(-3, 1, "   1| a")]
    public void Numbered_WhenBoundsLieOutside_PullsThemIn(int first, int last, string expected) =>
        Assert.Equal(expected, ShownFile.Of("/w/A.cs", "a\nb"u8)!.Numbered(first, last));

    [Fact]
    public void LineOf_WhenTextHasUnicodeLineSeparators_CountsOnlyLineFeeds()
    {
        var lines = LineMap.Of("a\u2028b\u0085c\nd");

        Assert.Equal((1, 1, 2), (lines.LineOf(2), lines.LineOf(4), lines.LineOf(6)));
    }

    [Fact]
    public void Header_WhenFileIsABuffer_NamesPathFromRootAndItsToken()
    {
        var file = ShownFile.Of(new OpenBuffer("/w/src/A.cs", "x\r\ny", "5f3a91ffff"))!;

        Assert.Equal("src/A.cs [rev 5f3a91]", file.Header("/w"));
        Assert.Equal("x\ny", file.Text);
    }

    [Theory]
    [InlineData("/w", "/w/a/b.cs", "a/b.cs")]
    [InlineData("/w/", "/w/a/b.cs", "a/b.cs")]
    [InlineData("/w", "/www/b.cs", "/www/b.cs")]
    [InlineData("/w", "/w", ".")]
    [InlineData("/", "/b.cs", "b.cs")]
    public void FromRoot_WhenPathIsInsideOrOutside_NamesIt(string root, string path, string expected)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "These are Unix paths.");
        Assert.Equal(expected, PathNames.FromRoot(root, path));
    }

    [Fact]
    public void TryRead_WhenFileIsBinaryOrMissing_IsNull()
    {
        var path = Path.GetTempFileName();
        File.WriteAllBytes(path, [0, 1, 2]);

        Assert.Null(ShownFile.TryRead(path));
        File.Delete(path);
        Assert.Null(ShownFile.TryRead(path));
        Assert.Null(ShownFile.TryRead(Path.GetTempPath()));
    }
}
