using System.Collections.Immutable;
using System.Globalization;
using Tomlyn;
using Tomlyn.Syntax;

namespace EditorAgent.Core.Configuration;

/// <summary>
/// Flattens a TOML file to its keys with their lines. Never called when there is no file, so that the parser is not even loaded.
/// Messages never quote the file's text: a key that was pasted without quotes is a syntax error and must not end in a log.
/// </summary>
internal static class TomlReader
{
    private const int LargestFile = 1024 * 1024;

    public static ImmutableArray<TomlSetting> Read(string file) => Parse(file, ReadText(file));

    /// <param name="file">Named in messages.</param>
    /// <param name="text">What it holds, or would hold.</param>
    public static ImmutableArray<TomlSetting> Parse(string file, string text)
    {
        if (TomlDepth.FirstLineTooDeep(text) is var deep and > 0)
        {
            throw new ConfigurationException($"{file}:{deep}: nested too deep, which no configuration needs. Remove the brackets there.");
        }

        try
        {
            return Read(file, text);
        }
        catch (Exception fault) when (fault is ArgumentException or FormatException or InvalidOperationException or OverflowException or IndexOutOfRangeException or NullReferenceException)
        {
            // The parser stumbles over some broken text, an escape without its digits for one, instead of complaining about it.
            throw new ConfigurationException($"{file}:{LineOfFault(text)}: not valid TOML. Write one `key = value` a line, with text in double quotes.", fault);
        }
    }

    private static ImmutableArray<TomlSetting> Read(string file, string text)
    {
        var document = Toml.Parse(text, file, TomlParserOptions.ParseOnly);
        if (document.HasErrors)
        {
            var place = document.Diagnostics[0].Span.Start;
            throw new ConfigurationException(
                $"{file}:{Line(place)}: not valid TOML at column {place.Column + 1}. Write one `key = value` a line, with text in double quotes.");
        }

        Toml.Validate(document);
        if (document.HasErrors)
        {
            var place = document.Diagnostics[0].Span.Start;
            throw new ConfigurationException($"{file}:{Line(place)}: this key or table is already defined above. Keep one of the two.");
        }

        return Flatten(document);
    }

    /// <summary>The first line, counted from 1, with which the parser stumbles.</summary>
    private static int LineOfFault(string text)
    {
        var lines = text.Split('\n');
        var (sound, broken) = (0, lines.Length);
        while (broken - sound > 1)
        {
            var middle = (sound + broken) / 2;
            (sound, broken) = Stumbles(string.Join('\n', lines.AsSpan(0, middle)!)) ? (sound, middle) : (middle, broken);
        }

        return broken;
    }

    private static bool Stumbles(string text)
    {
        try
        {
            Toml.Validate(Toml.Parse(text, null, TomlParserOptions.ParseOnly));
            return false;
        }
        catch (Exception)
        {
            return true;
        }
    }

    private static string ReadText(string file)
    {
        try
        {
            // A pipe or a device has length 0 and would block or never end; an empty file says nothing either.
            var length = new FileInfo(file).Length;
            if (length > LargestFile)
            {
                throw new ConfigurationException($"{file}: larger than 1 MB, which is no configuration. Shorten or remove it.");
            }

            return length == 0 ? "" : File.ReadAllText(file);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"{file}: cannot be read ({Reason(file, failure)}). Check its permissions, or move it away to start without it.", failure);
        }
    }

    private static string Reason(string file, Exception failure) =>
        Directory.Exists(file) ? "it is a folder" : failure is UnauthorizedAccessException ? "not permitted" : "the system reports an error";

    private static ImmutableArray<TomlSetting> Flatten(DocumentSyntax document)
    {
        var settings = ImmutableArray.CreateBuilder<TomlSetting>();
        var elements = new Dictionary<string, int>(StringComparer.Ordinal);
        AddAll(settings, [], document.KeyValues);
        foreach (var table in document.Tables)
        {
            var path = Segments(table.Name!);
            if (table is TableArraySyntax)
            {
                var name = DottedKey.Of(path.AsSpan());
                var index = elements.GetValueOrDefault(name);
                elements[name] = index + 1;
                path = path.Add(Number(index));
            }

            settings.Add(new TomlSetting(path, null, Line(table.Name!.Span.Start)));
            AddAll(settings, path, table.Items);
        }

        return settings.ToImmutable();
    }

    private static void AddAll(ImmutableArray<TomlSetting>.Builder settings, ImmutableArray<string> prefix, SyntaxList<KeyValueSyntax> pairs)
    {
        foreach (var pair in pairs)
        {
            Add(settings, prefix.AddRange(Segments(pair.Key!)), pair.Value!, Line(pair.Key!.Span.Start));
        }
    }

    private static void Add(ImmutableArray<TomlSetting>.Builder settings, ImmutableArray<string> path, ValueSyntax value, int line)
    {
        object? scalar = value switch
        {
            StringValueSyntax text => text.Value ?? "",
            IntegerValueSyntax integer => integer.Value,
            FloatValueSyntax real => real.Value,
            BooleanValueSyntax flag => flag.Value,
            _ => null,
        };
        settings.Add(new TomlSetting(path, scalar, line));
        if (value is InlineTableSyntax table)
        {
            foreach (var item in table.Items)
            {
                Add(settings, path.AddRange(Segments(item.KeyValue!.Key!)), item.KeyValue.Value!, Line(item.KeyValue.Key!.Span.Start));
            }
        }

        if (value is ArraySyntax array)
        {
            var index = 0;
            foreach (var item in array.Items)
            {
                Add(settings, path.Add(Number(index++)), item.Value!, Line(item.Value!.Span.Start));
            }
        }
    }

    /// <summary>The segments of a key or a table's name.</summary>
    public static ImmutableArray<string> Segments(KeySyntax key) => [Text(key.Key!), .. key.DotKeys.Select(dotted => Text(dotted.Key!))];

    private static string Text(BareKeyOrStringValueSyntax key) => key switch
    {
        StringValueSyntax quoted => quoted.Value ?? "",
        BareKeySyntax bare => bare.Key?.Text ?? "",
        _ => "",
    };

    private static string Number(int index) => index.ToString(CultureInfo.InvariantCulture);

    private static int Line(TextPosition position) => position.Line + 1;
}
