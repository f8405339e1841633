using System.Collections.Immutable;
using System.Text;
using Tomlyn;
using Tomlyn.Syntax;

namespace EditorAgent.Core.Configuration;

/// <summary>
/// The text of a TOML file with one value changed or added and every other byte as it was. The result is read again and must say exactly
/// what the old text said and the new value, else nothing comes of it.
/// </summary>
internal static class UserFileText
{
    /// <exception cref="ConfigurationException">The text is no TOML, or written so that it cannot be changed safely.</exception>
    public static string With(string file, string text, UserSetting setting)
    {
        var before = ValuesOf(file, text);
        var path = DottedKey.Of([.. setting.Table, setting.Key]);
        var changed = Change(file, text, setting);
        var expected = before.SetItem(path, setting.Value);
        ImmutableSortedDictionary<string, object>? after = null;
        try
        {
            after = ValuesOf(file, changed);
        }
        catch (ConfigurationException)
        {
            // Said below, in words that fit.
        }

        return after is not null && after.SequenceEqual(expected)
            ? changed
            : throw new ConfigurationException($"{file}: {path} cannot be written without rewriting what stands there. Nothing was changed; write it yourself, in its own table.");
    }

    private static string Change(string file, string text, UserSetting setting)
    {
        var document = Toml.Parse(text, file, TomlParserOptions.ParseOnly);
        var literal = Literal(setting.Value);
        if (FindValue(document, setting) is { } value)
        {
            return string.Concat(text.AsSpan(0, value.Span.Start.Offset), literal, text.AsSpan(value.Span.End.Offset + 1));
        }

        var end = text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        var line = $"{DottedKey.Of(setting.Key)} = {literal}{end}";
        if (setting.Table.IsEmpty)
        {
            var first = document.KeyValues.Select(pair => pair.Key!.Span.Start.Offset).DefaultIfEmpty(0).First();
            return text.Insert(LineStart(text, first), line);
        }

        var header = document.Tables.FirstOrDefault(table => table is TableSyntax && TomlReader.Segments(table.Name!).SequenceEqual(setting.Table));
        if (header is not null)
        {
            var at = text.IndexOf('\n', header.Name!.Span.End.Offset);
            return at < 0 ? text + end + line : text.Insert(at + 1, line);
        }

        var gap = text.Length == 0 ? "" : text.EndsWith('\n') ? end : end + end;
        return $"{text}{gap}[{DottedKey.Of(setting.Table.AsSpan())}]{end}{line}";
    }

    private static ValueSyntax? FindValue(DocumentSyntax document, UserSetting setting)
    {
        ImmutableArray<string> wanted = [.. setting.Table, setting.Key];
        foreach (var pair in document.KeyValues)
        {
            if (Find([], pair, wanted) is { } found)
            {
                return found;
            }
        }

        foreach (var table in document.Tables.OfType<TableSyntax>())
        {
            var path = TomlReader.Segments(table.Name!);
            foreach (var pair in table.Items)
            {
                if (Find(path, pair, wanted) is { } found)
                {
                    return found;
                }
            }
        }

        return null;
    }

    private static ValueSyntax? Find(ImmutableArray<string> prefix, KeyValueSyntax pair, ImmutableArray<string> wanted)
    {
        ImmutableArray<string> path = [.. prefix, .. TomlReader.Segments(pair.Key!)];
        if (path.SequenceEqual(wanted))
        {
            return pair.Value;
        }

        return pair.Value is InlineTableSyntax inline
            ? inline.Items.Select(item => Find(path, item.KeyValue!, wanted)).FirstOrDefault(found => found is not null)
            : null;
    }

    /// <summary>Scalars by their keys; an empty table says nothing.</summary>
    private static ImmutableSortedDictionary<string, object> ValuesOf(string file, string text) => TomlReader.Parse(file, text)
        .Where(setting => setting.Value is not null)
        .ToImmutableSortedDictionary(setting => setting.Key, setting => setting.Value!, StringComparer.Ordinal);

    private static int LineStart(string text, int offset) => offset == 0 ? 0 : text.LastIndexOf('\n', offset - 1) + 1;

    private static string Literal(string value)
    {
        var literal = new StringBuilder("\"");
        foreach (var character in value)
        {
            if (character is '"' or '\\')
            {
                literal.Append('\\').Append(character);
            }
            else if (char.IsControl(character))
            {
                literal.Append($"\\u{(int)character:X4}");
            }
            else
            {
                literal.Append(character);
            }
        }

        return literal.Append('"').ToString();
    }
}
