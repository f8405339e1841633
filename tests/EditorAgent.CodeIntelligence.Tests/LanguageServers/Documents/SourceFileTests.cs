using EditorAgent.CodeIntelligence.LanguageServers.Documents;
using EditorAgent.CodeIntelligence.LanguageServers.Protocol;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace EditorAgent.CodeIntelligence.Tests.LanguageServers.Documents;

public sealed class SourceFileTests
{
    [Theory]
    [InlineData("utf-16", 0, 3, 3)]
    [InlineData("utf-8", 0, 5, 3)]
    [InlineData("utf-32", 0, 2, 3)]
    [InlineData("utf-8", 0, 3, 1)]
    [InlineData("utf-16", 1, 99, 6)]
    [InlineData("utf-8", 1, 99, 6)]
    [InlineData("utf-16", 9, 0, 7)]
    [InlineData("utf-16", -1, 0, 0)]
    [InlineData("utf-16", 1, -1, 5)]
    [InlineData("utf-16", long.MaxValue, long.MaxValue, 7)]
    public void OffsetOf_WhenPositionIsInAnyEncoding_FindsTheCharacter(string encoding, long line, long character, int offset) =>
        Assert.Equal(offset, SourceFile.Imagined("/a", "a😀b\né\n").OffsetOf(new Position(line, character), encoding));

    [Fact]
    public void PositionOf_WhenTakenBack_IsTheSameOffset() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<string>().Filter(text => text is not null),
            ArbMap.Default.ArbFor<int>(),
            Gen.Elements("utf-8", "utf-16", "utf-32").ToArbitrary(),
            (text, at, encoding) =>
            {
                var file = SourceFile.Imagined("/a", text);
                var offset = file.Text.Length == 0 ? 0 : Math.Abs((long)at) % (file.Text.Length + 1);
                if (offset > 0 && offset < file.Text.Length && char.IsLowSurrogate(file.Text[(int)offset]))
                {
                    return true;
                }

                return file.OffsetOf(file.PositionOf((int)offset, encoding), encoding) == offset;
            }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("", 0)]
    [InlineData("a", 1)]
    [InlineData("a\n", 1)]
    [InlineData("a\n\n", 2)]
    [InlineData("a\nb", 2)]
    public void LineCount_WhenTextEndsAnyhow_CountsWhatPeopleSee(string text, int lines) => Assert.Equal(lines, SourceFile.Imagined("/a", text).LineCount);
}
