using System.Globalization;
using System.Text;
using EditorAgent.Core.Workspaces;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace EditorAgent.Tests.Workspaces;

public sealed class CanonicalTextTests
{
    [Theory]
    [InlineData(0x00, "\\u{0}")]
    [InlineData(0x07, "\\u{7}")]
    [InlineData(0x08, "\\u{8}")]
    [InlineData(0x09, "\\u{9}")]
    [InlineData(0x0d, "\\u{d}")]
    [InlineData(0x1b, "\\u{1b}")]
    [InlineData(0x7f, "\\u{7f}")]
    [InlineData(0x85, "\\u{85}")]
    [InlineData(0xa0, "\\u{a0}")]
    [InlineData(0xad, "\\u{ad}")]
    [InlineData(0x115f, "\\u{115f}")]
    [InlineData(0x200b, "\\u{200b}")]
    [InlineData(0x2028, "\\u{2028}")]
    [InlineData(0x2029, "\\u{2029}")]
    [InlineData(0x202e, "\\u{202e}")]
    [InlineData(0x2066, "\\u{2066}")]
    [InlineData(0x2800, "\\u{2800}")]
    [InlineData(0x3000, "\\u{3000}")]
    [InlineData(0x3164, "\\u{3164}")]
    [InlineData(0xe000, "\\u{e000}")]
    [InlineData(0xfe0f, "\\u{fe0f}")]
    [InlineData(0xfeff, "\\u{feff}")]
    [InlineData(0xff1b, "\\u{ff1b}")]
    [InlineData(0x1d41a, "\\u{1d41a}")]
    [InlineData(0xe0020, "\\u{e0020}")]
    [InlineData(0xe0100, "\\u{e0100}")]
    [InlineData(0x2019, "\\u{2019}")]
    [InlineData(0x0378, "\\u{378}")]
    public void Line_WhenACharacterDeceives_ShowsItsNumber(int character, string shown)
    {
        var line = CanonicalText.Line($"echo a{char.ConvertFromUtf32(character)}touch C");

        Assert.Equal($"echo a{shown}touch C", line.Text);
        Assert.True(line.IsEscaped);
        Assert.False(line.IsCut);
    }

    [Fact]
    public void Line_WhenASurrogateIsAlone_ShowsItsNumber() => Assert.Equal("a\\u{d800}b", CanonicalText.Line("a\ud800b").Text);

    [Theory]
    [InlineData("lѕ -la", "l\\u{455} -la")]
    [InlineData("сат file", "\\u{441}\\u{430}\\u{442} file")]
    [InlineData("ls /tmp/Αbc", "ls /tmp/\\u{391}bc")]
    [InlineData("git commit -m 'Исправить ошибку'", "git commit -m 'Исправить ошибку'")]
    [InlineData("git commit -m '修正 café'", "git commit -m '修正 café'")]
    public void Line_WhenLettersPassForLatinOnes_ShowsTheirNumbersAndLeavesWordsReadable(string text, string shown) =>
        Assert.Equal(shown, CanonicalText.Line(text).Text);

    [Fact]
    public void Line_WhenMarksFlood_KeepsTwo()
    {
        Assert.Equal("e\u0301\u0323\\u{302}\\u{303}", CanonicalText.Line("e\u0301\u0323\u0302\u0303").Text);
        Assert.Equal("; \\u{301}x", CanonicalText.Line("; \u0301x").Text);
    }

    [Fact]
    public void Line_WhenTheTextHoldsOurOwnMarks_EscapesThem()
    {
        var line = CanonicalText.Line("echo \\u{202e} {×50} … 5 of 9 characters left out …");

        Assert.Equal("echo \\u{5c}u{202e} {\\u{d7}50} \\u{2026} 5 of 9 characters left out \\u{2026}", line.Text);
    }

    [Theory]
    [InlineData(' ', "\\u{20}{×4000}")]
    [InlineData('\t', "\\u{9}{×4000}")]
    [InlineData('\n', "\\u{a}{×4000}")]
    public void Block_WhenPaddingPushesTheEndAway_DrawsItTogetherAndCallsThatCut(char padding, string shown)
    {
        var block = CanonicalText.Block($"echo a{new string(padding, 4_000)}; touch C", 8_000);

        Assert.Equal($"echo a{shown}; touch C", block.Text);
        Assert.True(block.IsCut);
    }

    [Fact]
    public void Block_WhenPaddingIsAPatternOfBlanks_StillShowsTheEndWithinItsLines()
    {
        var block = CanonicalText.Block($"echo a{string.Concat(Enumerable.Repeat(" \n", 200))}; touch C");

        Assert.True(block.IsCut);
        Assert.StartsWith("echo a", block.Text, StringComparison.Ordinal);
        Assert.EndsWith("; touch C", block.Text, StringComparison.Ordinal);
        Assert.True(block.Text.Split('\n').Length <= 64);
    }

    [Theory]
    [InlineData(4_096, false)]
    [InlineData(4_097, true)]
    [InlineData(10_001, true)]
    [InlineData(2_000_000, true)]
    public void Block_WhenLong_ShowsHeadAndTailAndHowMuchIsMissing(int length, bool isCut)
    {
        var text = "HEAD" + string.Concat(Enumerable.Repeat("ab", length)).AsSpan(0, length - 8).ToString() + "TAIL";

        var block = CanonicalText.Block(text);

        Assert.Equal(isCut, block.IsCut);
        Assert.StartsWith("HEAD", block.Text, StringComparison.Ordinal);
        Assert.EndsWith("TAIL", block.Text, StringComparison.Ordinal);
        Assert.Equal(isCut, block.Text.Contains($" of {length.ToString("N0", CultureInfo.InvariantCulture)} characters left out …", StringComparison.Ordinal));
        Assert.True(block.Text.Length < 4_200);
    }

    [Fact]
    public void Block_WhenSeveralLines_KeepsThem_AndLineDoesNot()
    {
        Assert.Equal("a\nb\n\nc", CanonicalText.Block("a\nb\n\nc").Text);
        Assert.Equal("a\\u{a}b", CanonicalText.Line("a\nb").Text);
        Assert.Equal("a\\u{d}\nb", CanonicalText.Block("a\r\nb").Text);
    }

    [Fact]
    public void Line_WhateverTheText_ShowsOnlyWhatCanBeSeenAndNeverTheSameForTwoTexts()
    {
        var pieces = Gen.OneOf(
            Gen.Choose(0, 0x10ffff).Where(Rune.IsValid).Select(char.ConvertFromUtf32),
            Gen.Elements("a", " ", "\\u{", "}", "…", "×", "{", "\u200b", "\ud83d", "s", "ѕ", "\u0301"));
        var texts = pieces.ArrayOf().Select(string.Concat);
        var property = Prop.ForAll(texts.ToArbitrary(), texts.ToArbitrary(), (one, other) =>
        {
            var shown = CanonicalText.Line(one, 100_000).Text;
            Assert.All(shown.EnumerateRunes(), rune => Assert.False(
                rune.Value is < ' ' or 0x7f or '\u200b' or '\ufffd' && !one.Contains('\ufffd', StringComparison.Ordinal), $"U+{rune.Value:x} is shown"));
            Assert.DoesNotContain(shown.EnumerateRunes(), rune => Rune.GetUnicodeCategory(rune) is
                UnicodeCategory.Format or UnicodeCategory.Control or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
            Assert.Equal(one == other, shown == CanonicalText.Line(other, 100_000).Text);
        });

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), property);
    }
}
