using System.Collections.Immutable;
using System.Text;

namespace EditorAgent.Core.Agent.Guidance;

/// <summary>
/// The head of a Markdown file between two lines of <c>---</c>, of YAML only what such heads use: <c>key: value</c>, quoted, over several
/// lines, or as a block with <c>&gt;</c> or <c>|</c>. Lists and tables under a key are passed over. Bounded; any text can be read.
/// </summary>
internal sealed record FrontMatter(ImmutableDictionary<string, string> Values, string Body)
{
    private const int MostLines = 200;

    public string? this[string key] => this.Values.GetValueOrDefault(key) is { Length: > 0 } value ? value : null;

    /// <param name="text">With line feeds.</param>
    public static FrontMatter Read(string text)
    {
        var lines = text.Split('\n');
        if (lines[0].TrimEnd() != "---")
        {
            return new FrontMatter(ImmutableDictionary<string, string>.Empty, text);
        }

        var end = Array.FindIndex(lines, 1, Math.Min(lines.Length - 1, MostLines), line => line.TrimEnd() is "---" or "...");
        return end < 0
            ? new FrontMatter(ImmutableDictionary<string, string>.Empty, text)
            : new FrontMatter(ReadValues(lines[1..end]), string.Join('\n', lines[(end + 1)..]).TrimStart('\n'));
    }

    private static ImmutableDictionary<string, string> ReadValues(string[] lines)
    {
        var values = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.OrdinalIgnoreCase);
        for (var at = 0; at < lines.Length;)
        {
            var line = lines[at++];
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon < 1 || !IsKey(line[..colon]) || (colon + 1 < line.Length && line[colon + 1] is not (' ' or '\t' or '\r')))
            {
                continue;
            }

            var from = at;
            while (at < lines.Length && (lines[at].Length == 0 || lines[at][0] is ' ' or '\t' || string.IsNullOrWhiteSpace(lines[at])))
            {
                at++;
            }

            values[line[..colon].Trim()] = ValueOf(line[(colon + 1)..].Trim(), lines[from..at]);
        }

        return values.ToImmutable();
    }

    private static bool IsKey(string text) => text.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_');

    private static string ValueOf(string first, string[] below)
    {
        if (first is ['>' or '|', ..])
        {
            return Block(below, isFolded: first[0] == '>');
        }

        var whole = string.Join(' ', below.Select(line => line.Trim()).Where(line => line.Length > 0).Prepend(first)).Trim();
        return whole switch
        {
            ['"', ..] => DoubleQuoted(whole),
            ['\'', ..] => SingleQuoted(whole),
            ['-', ' ', ..] => "",
            _ => WithoutComment(whole),
        };
    }

    private static string Block(string[] lines, bool isFolded)
    {
        var indent = lines.Where(line => line.Trim().Length > 0).Select(line => line.Length - line.TrimStart(' ', '\t').Length).DefaultIfEmpty(0).Min();
        var bare = lines.Select(line => line.Length > indent ? line[indent..].TrimEnd() : "").ToList();
        if (!isFolded)
        {
            return string.Join('\n', bare).Trim('\n');
        }

        var text = new StringBuilder();
        foreach (var line in bare)
        {
            text.Append(line.Length == 0 ? "\n" : text.Length == 0 || text[^1] == '\n' ? line : " " + line);
        }

        return text.ToString().Trim('\n');
    }

    private static string SingleQuoted(string text)
    {
        var value = new StringBuilder();
        for (var at = 1; at < text.Length; at++)
        {
            if (text[at] == '\'' && !(at + 1 < text.Length && text[at + 1] == '\''))
            {
                break;
            }

            at += text[at] == '\'' ? 1 : 0;
            value.Append(text[at]);
        }

        return value.ToString();
    }

    private static string DoubleQuoted(string text)
    {
        var value = new StringBuilder();
        for (var at = 1; at < text.Length && text[at] != '"'; at++)
        {
            if (text[at] == '\\' && at + 1 < text.Length)
            {
                at++;
                value.Append(text[at] switch { 'n' => '\n', 't' => '\t', var other => other });
                continue;
            }

            value.Append(text[at]);
        }

        return value.ToString();
    }

    private static string WithoutComment(string text)
    {
        var comment = text.StartsWith('#') ? 0 : text.IndexOf(" #", StringComparison.Ordinal);
        return comment < 0 ? text : text[..comment].TrimEnd();
    }
}
