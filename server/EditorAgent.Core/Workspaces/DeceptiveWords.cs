using System.Buffers;

namespace EditorAgent.Core.Workspaces;

/// <summary>
/// Words that pass for other words: Latin letters mixed with letters of another alphabet, or a word made of nothing but foreign letters
/// that look Latin. A word of an alphabet of its own (a comment, a commit message) stays readable.
/// </summary>
internal sealed class DeceptiveWords(string text)
{
    /// <summary>Cyrillic and Greek letters with a twin among a-z and A-Z.</summary>
    private static readonly SearchValues<char> Twins = SearchValues.Create("авеикмнорстухѕіјһԁԛԝӏьАВЕЅІЈКМНОРСТУХԌԚԜҮαγικνορτυχωϲϳΑΒΕΖΗΙΚΜΝΟΡΤΥΧ");

    private int end;
    private bool isDeceptive;

    /// <summary>Whether the letter at <paramref name="index"/> stands in place of one that it is not. Ask in ascending order.</summary>
    public bool IsDeceptive(int index)
    {
        if (index >= this.end)
        {
            this.ReadWord(index);
        }

        return this.isDeceptive && IsForeign(text[index]);
    }

    private void ReadWord(int start)
    {
        this.end = start;
        var latin = false;
        var foreign = false;
        var onlyTwins = true;
        for (; this.end < text.Length && IsInWord(text[this.end]); this.end++)
        {
            var character = text[this.end];
            if (IsForeign(character))
            {
                foreign = true;
                onlyTwins &= Twins.Contains(character);
            }
            else
            {
                latin |= char.IsLetter(character);
            }
        }

        this.isDeceptive = foreign && (latin || onlyTwins);
        this.end = Math.Max(this.end, start + 1);
    }

    private static bool IsInWord(char character) => char.IsLetterOrDigit(character) || character == '_';

    /// <summary>Of an alphabet that shares shapes with the Latin one: IPA, Greek, Cyrillic, Armenian, Cherokee, Coptic, Lisu.</summary>
    private static bool IsForeign(char character) => character is
        'ı' or 'ȷ' or (>= '\u0250' and <= '\u02af') or (>= '\u0370' and <= '\u058f') or (>= '\u13a0' and <= '\u13ff')
        or (>= '\u1c80' and <= '\u1c8f') or (>= '\u1f00' and <= '\u1fff') or (>= '\u2c80' and <= '\u2cff') or (>= '\ua4d0' and <= '\ua4ff')
        or (>= '\ua640' and <= '\ua69f') or (>= '\uab30' and <= '\uabbf');
}
