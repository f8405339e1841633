using System.Globalization;
using System.Text;

namespace EditorAgent.Core.Workspaces;

/// <summary>
/// Text of a stranger (a model, a file, a server) as a person may be shown it before deciding: one look, one meaning. What is invisible,
/// blank, reorders its neighbours or passes for another character appears as <c>\u{..}</c>; a long run of blanks as <c>\u{20}{×4000}</c>;
/// what is too long keeps its head and its tail and says how much is missing. A <c>\u{</c>, <c>{×</c> or <c>…</c> in the text itself is
/// escaped too, so none of these marks can be forged.
/// </summary>
public sealed record CanonicalText
{
    /// <summary>A command up to this length is shown whole; a longer one is never allowed for good.</summary>
    public const int LongestCommand = 4_096;

    /// <summary>For titles, names and paths.</summary>
    public const int LongestLine = 1_000;

    private const int MostLines = 60;
    private const int MostBlanks = 40;

    private CanonicalText(string text, bool isCut, bool isEscaped)
    {
        this.Text = text;
        this.IsCut = isCut;
        this.IsEscaped = isEscaped;
    }

    public string Text { get; }

    /// <summary>Whether anything is left out or drawn together; then it is no base for an allowance that lasts.</summary>
    public bool IsCut { get; }

    /// <summary>Whether a character appears in place of itself as <c>\u{..}</c>.</summary>
    public bool IsEscaped { get; }

    /// <summary>On one line.</summary>
    public static CanonicalText Line(string text, int longest = LongestLine) => Of(text, longest, keepsLines: false);

    /// <summary>With its own line ends, for a block that holds nothing else.</summary>
    public static CanonicalText Block(string text, int longest = LongestCommand) => Of(text, longest, keepsLines: true);

    public override string ToString() => this.Text;

    private static CanonicalText Of(string text, int longest, bool keepsLines)
    {
        // Nothing from further inside can be shown; it is not even looked at.
        var far = text.Length > 4 * longest;
        var head = Pieces(far ? text[..BoundaryBefore(text, 2 * longest)] : text, keepsLines);
        var tail = far ? Pieces(text[BoundaryBefore(text, text.Length - (2 * longest))..], keepsLines) : head;
        var isEscaped = head.Concat(tail).Any(piece => piece.IsEscaped);
        var isDrawnTogether = head.Concat(tail).Any(piece => piece.IsDrawnTogether);
        if (!far && head.Sum(piece => piece.Shown.Length) <= longest && head.Count(piece => piece.IsLineEnd) <= MostLines)
        {
            return new CanonicalText(string.Concat(head.Select(piece => piece.Shown)), isDrawnTogether, isEscaped);
        }

        var first = Take(head, 2 * longest / 3, 2 * MostLines / 3);
        var last = Take(Enumerable.Reverse(tail), longest / 3, MostLines / 3);
        var left = text.Length - first.Sum(piece => piece.Length) - last.Sum(piece => piece.Length);
        var mark = string.Create(CultureInfo.InvariantCulture, $"… {left:N0} of {text.Length:N0} characters left out …");
        var gap = keepsLines ? $"\n{mark}\n" : $" {mark} ";
        return new CanonicalText(
            string.Concat(first.Select(piece => piece.Shown)) + gap + string.Concat(Enumerable.Reverse(last).Select(piece => piece.Shown)), isCut: true, isEscaped);
    }

    private static List<Piece> Take(IEnumerable<Piece> pieces, int longest, int lines)
    {
        var taken = new List<Piece>();
        var length = 0;
        foreach (var piece in pieces)
        {
            length += piece.Shown.Length;
            lines -= piece.IsLineEnd ? 1 : 0;
            if (length > longest || lines < 0)
            {
                break;
            }

            taken.Add(piece);
        }

        return taken;
    }

    private static List<Piece> Pieces(string text, bool keepsLines)
    {
        var pieces = new List<Piece>();
        var words = new DeceptiveWords(text);
        var marks = 0;
        for (var i = 0; i < text.Length;)
        {
            var isWhole = Rune.TryGetRuneAt(text, i, out var rune);
            var length = isWhole ? rune.Utf16SequenceLength : 1;
            var value = isWhole ? rune.Value : text[i];
            var isMark = isWhole && DeceptiveCharacters.IsCombining(rune);
            marks = isMark ? marks + 1 : 0;
            var escapes = words.IsDeceptive(i)
                || !isWhole
                || (value == '\n' ? !keepsLines : DeceptiveCharacters.Contains(rune))
                || (isMark && (marks > 2 || i == 0 || !DeceptiveCharacters.BearsMarks(text, i)))
                || text.AsSpan(i).StartsWith(@"\u{", StringComparison.Ordinal)
                || (value == '×' && i > 0 && text[i - 1] == '{');

            // Counted only where it matters: for each letter of a long run it would be counted anew.
            var run = escapes || value is ' ' or '\n' ? RunLength(text, i, length) : 1;
            if (run > (value == '\n' && keepsLines ? 2 : MostBlanks))
            {
                pieces.Add(new Piece(string.Create(CultureInfo.InvariantCulture, $"\\u{{{value:x}}}{{×{run}}}"), run * length, escapes, IsDrawnTogether: true));
                i += run * length;
                continue;
            }

            var shown = escapes ? string.Create(CultureInfo.InvariantCulture, $"\\u{{{value:x}}}") : text.Substring(i, length);
            pieces.Add(new Piece(shown, length, escapes));
            i += length;
        }

        return pieces;
    }

    /// <summary>How often the character at <paramref name="index"/> stands there in a row.</summary>
    private static int RunLength(string text, int index, int length)
    {
        var run = 1;
        for (var next = index + length; next + length <= text.Length && text.AsSpan(next, length).SequenceEqual(text.AsSpan(index, length)); next += length)
        {
            run++;
        }

        return run;
    }

    private static int BoundaryBefore(string text, int index) => char.IsLowSurrogate(text[index]) && char.IsHighSurrogate(text[index - 1]) ? index - 1 : index;

    /// <summary>A class, since lists of structures are compiled at a session's start.</summary>
    private sealed record Piece(string Shown, int Length, bool IsEscaped, bool IsDrawnTogether = false)
    {
        public bool IsLineEnd => this.Shown is "\n";
    }
}
