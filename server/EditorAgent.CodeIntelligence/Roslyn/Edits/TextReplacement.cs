using EditorAgent.CodeIntelligence.Contract;
using Microsoft.CodeAnalysis.Text;

namespace EditorAgent.CodeIntelligence.Roslyn.Edits;

/// <summary>The operation <c>replace_text</c>: what goes away must occur exactly once.</summary>
internal static class TextReplacement
{
    private const int MostPlaces = 10;

    /// <param name="name">The file's, for messages.</param>
    /// <param name="text">Lines end in line feeds.</param>
    /// <param name="within">Where to look.</param>
    /// <param name="old">Any line endings.</param>
    /// <param name="piece">What comes instead.</param>
    public static EditStep In(string name, string text, TextSpan within, string old, string piece)
    {
        var wanted = Normalized(old);
        if (wanted.Length == 0)
        {
            return new EditStep.Rejected(CodeError.Failed, "replace_text needs the old text; to add code use insert_before, insert_after or add_member");
        }

        var places = Places(text, within, wanted);
        if (places.Count == 1)
        {
            return EditStep.Of(new TextSpan(places[0], wanted.Length), Normalized(piece));
        }

        if (places.Count > 1)
        {
            var lines = places.Take(MostPlaces).Select(place => NumberedLines.At(text, place));
            var more = places.Count > MostPlaces ? $" and {places.Count - MostPlaces} more" : "";
            return new EditStep.Rejected(
                CodeError.Conflict, $"old occurs {places.Count} times in {name}, lines {string.Join(", ", lines)}{more}; it must occur once: take in more of the lines around it, or name the symbol it is in");
        }

        return new EditStep.Rejected(CodeError.Conflict, $"old does not occur in {name}{Nearest(text, within, wanted)}");
    }

    public static string Normalized(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');

    private static List<int> Places(string text, TextSpan within, string wanted)
    {
        var places = new List<int>();
        for (var at = within.Start; at + wanted.Length <= within.End; at++)
        {
            at = text.IndexOf(wanted, at, within.End - at, StringComparison.Ordinal);
            if (at < 0)
            {
                break;
            }

            places.Add(at);
        }

        return places;
    }

    /// <summary>Where the same words stand with other white space, or at least the first line of them: the text the model should have given.</summary>
    private static string Nearest(string text, TextSpan within, string wanted)
    {
        var first = wanted.Split('\n').Select(line => line.Trim()).FirstOrDefault(line => line.Length > 0);
        if (first is null)
        {
            return "";
        }

        var lines = text.Split('\n');
        var height = wanted.Trim('\n').Count(character => character == '\n') + 1;
        var (from, to) = (NumberedLines.At(text, within.Start), NumberedLines.At(text, within.End));
        for (var number = from; number <= to; number++)
        {
            if (lines[number - 1].Trim() == first)
            {
                return $"; its first line is at line {number}, where the text is\n{NumberedLines.Of(text, number, number + height - 1)}";
            }
        }

        for (var number = from; number <= to; number++)
        {
            if (first.Length > 5 && lines[number - 1].Contains(first, StringComparison.Ordinal))
            {
                return $"; something like it is at line {number}\n{NumberedLines.Of(text, number - 1, number + height)}";
            }
        }

        return "";
    }
}
