using System.Text.Json;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.BuiltInTools.Files;

/// <summary>One replacement as the model asked for it; line endings are line feeds.</summary>
internal sealed record TextEdit(string OldText, string NewText, bool ReplaceAll)
{
    private const int MostLinesNamed = 10;

    public static TextEdit From(JsonElement edit) => new(
        WithLineFeeds(edit.RequiredString("old_string")),
        WithLineFeeds(edit.RequiredString("new_string")),
        edit.OptionalBoolean("replace_all"));

    public EditOutcome ApplyTo(TextContent content)
    {
        if (OldText.Length == 0)
        {
            return new EditOutcome.Failed("old_string is empty; give the text to replace, or use write for the whole file.");
        }

        if (string.Equals(OldText, NewText, StringComparison.Ordinal))
        {
            return new EditOutcome.Failed("old_string and new_string are the same; the edit would change nothing.");
        }

        var matches = MatchesIn(content.Text);
        if (!content.IsEncodingKnown && matches.FindIndex(start => IsPerhapsHalf(content.Text, start)) is var half and >= 0)
        {
            return new EditOutcome.Failed(
                $"On line {LinesOf(content.Text, [matches[half]])} old_string begins directly behind a non-ASCII character, and in the file's unknown encoding "
                + "it may cut a character in two. Take that character into old_string too, each such place in an edit of its own.");
        }

        return matches.Count switch
        {
            0 => new EditOutcome.Failed(NotFound(content.Text)),
            > 1 when !ReplaceAll => new EditOutcome.Failed(
                $"old_string occurs {matches.Count} times (lines {LinesOf(content.Text, matches)}); add neighbouring lines to make it unique, or set replace_all."),
            _ => new EditOutcome.Applied(content.Apply([.. matches.Select(start => new TextSplice(start, OldText.Length, NewText))])),
        };
    }

    private static string WithLineFeeds(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');

    /// <summary>In Shift-JIS, GB18030 and Big5 the second byte of a character can look like a digit, a letter or a sign from <c>0</c> on.</summary>
    private static bool IsPerhapsHalf(string text, int start) => start > 0 && text[start - 1] > '\x7F' && text[start] is >= '0' and <= '~';

    private List<int> MatchesIn(string text)
    {
        var matches = new List<int>();
        for (var at = text.IndexOf(OldText, StringComparison.Ordinal); at >= 0;)
        {
            matches.Add(at);
            at = text.IndexOf(OldText, at + OldText.Length, StringComparison.Ordinal);
        }

        return matches;
    }

    private string NotFound(string text)
    {
        var hint = StartsWithLineNumber(OldText) ? " Leave out the line numbers that read shows." : "";
        return ClosestRegion.Find(text, OldText) is { } closest
            ? $"old_string was not found.{hint} The closest part of the file is:\n{closest}Copy the text exactly from there."
            : $"old_string was not found.{hint} Nothing in the file resembles it: is it the right file? Read it, or grep for the text.";
    }

    private static bool StartsWithLineNumber(string text)
    {
        var tab = text.IndexOf('\t', StringComparison.Ordinal);
        return tab > 0 && int.TryParse(text.AsSpan(0, tab).Trim(), out _);
    }

    private static string LinesOf(string text, List<int> matches)
    {
        var numbers = new List<string>();
        int line = 1, position = 0;
        foreach (var match in matches.Take(MostLinesNamed))
        {
            line += text.AsSpan(position, match - position).Count('\n');
            position = match;
            numbers.Add($"{line}");
        }

        return string.Join(", ", numbers) + (matches.Count > MostLinesNamed ? ", ..." : "");
    }
}
