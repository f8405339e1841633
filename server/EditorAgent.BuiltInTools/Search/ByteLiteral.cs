using System.Text;

namespace EditorAgent.BuiltInTools.Search;

/// <summary>Finds a text in UTF-8 bytes with vector instructions; with letter case ignored, only the part that is plain ASCII.</summary>
internal sealed class ByteLiteral
{
    /// <summary>English letters from frequent to rare; what is not in it (digits, marks) counts as rare.</summary>
    private const string Frequency = "etaoinsrhldcumfpgwybvkxjqz";

    private readonly byte[] bytes;
    private readonly bool ignoreCase;
    private readonly int rarest;
    private readonly byte rareLower;
    private readonly byte rareUpper;

    private ByteLiteral(string text, bool ignoreCase)
    {
        this.bytes = Encoding.UTF8.GetBytes(text);
        this.ignoreCase = ignoreCase;
        this.rarest = Enumerable.Range(0, this.bytes.Length).MaxBy(index => Rarity((char)this.bytes[index]));
        this.rareLower = (byte)char.ToLowerInvariant((char)this.bytes[this.rarest]);
        this.rareUpper = (byte)char.ToUpperInvariant((char)this.bytes[this.rarest]);
    }

    /// <returns>Null when no part of the text can be searched for.</returns>
    public static ByteLiteral? Create(string text, bool ignoreCase)
    {
        if (!ignoreCase)
        {
            return new ByteLiteral(text, false);
        }

        var piece = text.Split([.. text.Where(character => !KeepsItsCase(character))]).MaxBy(part => part.Length)!;
        return piece.Length == 0 ? null : new ByteLiteral(piece, true);
    }

    public int IndexIn(ReadOnlySpan<byte> text)
    {
        if (!this.ignoreCase)
        {
            return text.IndexOf(this.bytes);
        }

        for (var from = this.rarest; from < text.Length;)
        {
            var found = text[from..].IndexOfAny(this.rareLower, this.rareUpper);
            if (found < 0)
            {
                return -1;
            }

            var start = from + found - this.rarest;
            if (start + this.bytes.Length > text.Length)
            {
                return -1;
            }

            if (Ascii.EqualsIgnoreCase(text.Slice(start, this.bytes.Length), this.bytes))
            {
                return start;
            }

            from += found + 1;
        }

        return -1;
    }

    /// <summary>ASCII, and without a partner outside of it: i, k and s have one in some scripts or signs.</summary>
    private static bool KeepsItsCase(char character) => char.IsAscii(character) && !"iIkKsS".Contains(character, StringComparison.Ordinal);

    private static int Rarity(char character)
    {
        var index = Frequency.IndexOf(char.ToLowerInvariant(character), StringComparison.Ordinal);
        return character == ' ' ? -1 : index < 0 ? Frequency.Length : index;
    }
}
