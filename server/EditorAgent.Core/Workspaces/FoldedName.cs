using System.Globalization;
using System.Text;

namespace EditorAgent.Core.Workspaces;

/// <summary>
/// A file's name with everything taken away that some file system does not look at: letter case, composed or decomposed form, marks,
/// full-width and other typographic letters, invisible characters, trailing dots and blanks, a stream behind a colon. Two names that a
/// file system somewhere takes for one fold alike; a few that are different everywhere do too, which is the safe side for a name that
/// asks for care. The same on every system, since a workspace may be shared.
/// </summary>
/// <param name="Value">The folded name; empty when nothing visible is left.</param>
public readonly record struct FoldedName(string Value)
{
    private const int HangulFirst = 0xAC00;
    private const int HangulLast = 0xD7A3;

    /// <param name="name">One name of a path, without separators.</param>
    public static FoldedName Of(string name)
    {
        var folded = Ascii.IsValid(name) ? name.ToLowerInvariant() : FoldUnicode(name);
        var colon = folded.IndexOf(':', StringComparison.Ordinal);
        return new FoldedName((colon > 0 ? folded[..colon] : folded).TrimEnd('.', ' '));
    }

    /// <summary>Each name of a path, separated by slashes of either kind.</summary>
    public static FoldedName[] AllOf(string path) => Array.ConvertAll(path.Split(['/', '\\'], StringSplitOptions.RemoveEmptyEntries), Of);

    /// <summary>Whether the name is, or is the short name (8.3) of, what a pattern with <c>*</c> and <c>?</c> means.</summary>
    /// <param name="pattern">Lower case, ASCII.</param>
    public bool Matches(string pattern) =>
        Wildcard.Matches(pattern, this.Value, StringComparison.Ordinal) || ShortName.CanStandFor(this.Value, pattern);

    public override string ToString() => this.Value;

    private static string FoldUnicode(string name)
    {
        var folded = new StringBuilder(name.Length);
        foreach (var rune in name.EnumerateRunes())
        {
            switch (Rune.GetUnicodeCategory(rune))
            {
                case UnicodeCategory.Format or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark:
                    continue;
                case UnicodeCategory.SpaceSeparator:
                    folded.Append(' ');
                    continue;
            }

            if (rune.Value is >= HangulFirst and <= HangulLast)
            {
                AppendJamo(folded, rune.Value - HangulFirst);
                continue;
            }

            folded.Append(FoldedCharacters.Of(rune.Value) ?? Rune.ToLowerInvariant(rune).ToString());
        }

        return folded.ToString();
    }

    /// <summary>A Korean syllable as the letters that its decomposed form has (Unicode, section 3.12).</summary>
    private static void AppendJamo(StringBuilder folded, int index)
    {
        folded.Append((char)(0x1100 + (index / 588))).Append((char)(0x1161 + (index % 588 / 28)));
        if (index % 28 > 0)
        {
            folded.Append((char)(0x11A7 + (index % 28)));
        }
    }
}
