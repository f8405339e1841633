using System.Globalization;
using System.Text;

namespace EditorAgent.Core.Workspaces;

/// <summary>Characters that a person cannot see, or takes for others.</summary>
internal static class DeceptiveCharacters
{
    public static bool Contains(Rune rune)
    {
        if (rune.IsAscii)
        {
            return rune.Value is < ' ' or '\u007f';
        }

        return Rune.GetUnicodeCategory(rune) is
                UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.PrivateUse or UnicodeCategory.Surrogate or UnicodeCategory.OtherNotAssigned or UnicodeCategory.SpaceSeparator
                or UnicodeCategory.EnclosingMark
            || IsBlank(rune.Value)
            || IsRightToLeft(rune.Value)
            || PassesForAscii(rune.Value);
    }

    /// <summary>The first character of a line of source that no editor draws as itself; tabs are what they are there.</summary>
    public static Rune? FirstInvisible(ReadOnlySpan<char> line)
    {
        if (line.IndexOfAnyExceptInRange(' ', '~') < 0)
        {
            return null;
        }

        foreach (var rune in line.EnumerateRunes())
        {
            var isHidden = rune.IsAscii
                ? rune.Value is (< ' ' and not '\t') or '\u007f'
                : Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
                    or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse || (IsBlank(rune.Value) && rune.Value is not (>= 0xfe00 and <= 0xfe0f));
            if (isHidden && rune.Value != 0xfeff)
            {
                return rune;
            }
        }

        return null;
    }

    public static bool IsCombining(Rune rune) =>
        !rune.IsAscii && Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.SpacingCombiningMark;

    /// <summary>Whether what stands before the mark at <paramref name="index"/> is a letter or another mark.</summary>
    public static bool BearsMarks(string text, int index) =>
        Rune.DecodeLastFromUtf16(text.AsSpan(0, index), out var before, out _) == System.Buffers.OperationStatus.Done
        && (Rune.IsLetter(before) || IsCombining(before));

    /// <summary>Default-ignorable, or drawn as nothing, beyond what the categories tell.</summary>
    private static bool IsBlank(int value) => value is
        0x034f or 0x115f or 0x1160 or 0x17b4 or 0x17b5 or (>= 0x180b and <= 0x180f) or 0x2800 or 0x3164 or (>= 0xfe00 and <= 0xfe0f) or 0xffa0
        or 0x1d159 or (>= 0xe0000 and <= 0xe0fff);

    /// <summary>Letters and signs of scripts written from the right: they change the places of what stands between them.</summary>
    private static bool IsRightToLeft(int value) => value is
        (>= 0x0590 and <= 0x08ff) or (>= 0xfb1d and <= 0xfdff) or (>= 0xfe70 and <= 0xfeff) or (>= 0x10800 and <= 0x10fff) or (>= 0x1e800 and <= 0x1efff);

    /// <summary>Full-width and mathematical forms, quotes, slashes, bars, colons and hyphens that are not the ones a shell knows.</summary>
    private static bool PassesForAscii(int value) => value is
        0x00a6 or 0x00a8 or 0x00b4 or 0x00b8 or 0x01c0 or 0x01c3
        or (>= 0x02b0 and <= 0x02ff) or (>= 0x0334 and <= 0x0338) or 0x037e or 0x0387 or 0x0589 or (>= 0x1d00 and <= 0x1dbf)
        or (>= 0x1fbd and <= 0x1fc1) or (>= 0x1fcd and <= 0x1fcf) or (>= 0x1fdd and <= 0x1fdf) or (>= 0x1fed and <= 0x1fef) or 0x1ffd or 0x1ffe
        or (>= 0x2010 and <= 0x2012) or (>= 0x2015 and <= 0x201f) or (>= 0x2023 and <= 0x202f) or (>= 0x2032 and <= 0x206f)
        or (>= 0x2070 and <= 0x209c) or (>= 0x20d0 and <= 0x20ff) or (>= 0x2100 and <= 0x214f)
        or 0x2212 or 0x2215 or 0x2216 or 0x2217 or 0x2223 or 0x2236 or 0x223c or (>= 0x2460 and <= 0x24ff)
        or (>= 0x2758 and <= 0x2775) or 0x27cb or 0x27cd or 0x29f5 or 0x29f8 or 0x29f9 or 0x2e35
        or 0x3003 or 0x3033 or 0x30a0 or 0x30fb or (>= 0xa788 and <= 0xa78c)
        or (>= 0xfe10 and <= 0xfe19) or (>= 0xfe30 and <= 0xfe6f) or (>= 0xff00 and <= 0xff65) or (>= 0xffe0 and <= 0xffef)
        or (>= 0x1d400 and <= 0x1d7ff) or (>= 0x1f100 and <= 0x1f1ff);
}
