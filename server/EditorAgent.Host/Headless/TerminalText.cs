using System.Globalization;
using System.Text;

namespace EditorAgent.Host.Headless;

/// <summary>
/// Text from models, files and tools as a terminal may show it: control, format and private characters, which could move the cursor, hide or
/// reorder text, appear as <c>\u{..}</c>. Tabs and line ends stay.
/// </summary>
internal static class TerminalText
{
    public static string Visible(string text)
    {
        var index = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (MustBeShown(rune))
            {
                return Escaped(text, index);
            }

            index += rune.Utf16SequenceLength;
        }

        return text;
    }

    private static string Escaped(string text, int clean)
    {
        var output = new StringBuilder(text, 0, clean, text.Length + 16);
        foreach (var rune in text.AsSpan(clean).EnumerateRunes())
        {
            if (MustBeShown(rune))
            {
                output.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:x}}}");
            }
            else
            {
                output.Append(rune.ToString());
            }
        }

        return output.ToString();
    }

    private static bool MustBeShown(Rune rune) => rune.Value is not ('\n' or '\t') && Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.PrivateUse or UnicodeCategory.Surrogate or UnicodeCategory.OtherNotAssigned;
}
