using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.LanguageServers.Documents;

namespace EditorAgent.CodeIntelligence.LanguageServers.Engine;

/// <summary>Finds by text which sources hold a name.</summary>
internal static class Namesakes
{
    /// <summary>Those that hold it as a whole word; where it looks declared comes first.</summary>
    public static ImmutableArray<string> Holding(SourceTexts texts, IEnumerable<string> sources, string name, CancellationToken cancellationToken)
    {
        var found = new List<(string Path, int Weight)>();
        foreach (var path in sources)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (texts.Read(path) is { } file && Weigh(file.Text, name) is var weight and > 0)
            {
                found.Add((path, weight));
            }
        }

        return [.. found.OrderByDescending(file => file.Weight).ThenBy(file => file.Path, StringComparer.Ordinal).Select(file => file.Path)];
    }

    /// <summary>Those that hold a piece of text, upper and lower case alike.</summary>
    public static ImmutableArray<string> Containing(SourceTexts texts, IEnumerable<string> sources, string piece, CancellationToken cancellationToken)
    {
        var found = ImmutableArray.CreateBuilder<string>();
        foreach (var path in sources)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (texts.Read(path) is { } file && file.Text.Contains(piece, StringComparison.OrdinalIgnoreCase))
            {
                found.Add(path);
            }
        }

        return found.ToImmutable();
    }

    /// <summary>Where a whole word stands.</summary>
    public static IEnumerable<int> Occurrences(string text, string name)
    {
        if (name.Length == 0)
        {
            yield break;
        }

        for (var at = text.IndexOf(name, StringComparison.Ordinal); at >= 0; at = text.IndexOf(name, at + name.Length, StringComparison.Ordinal))
        {
            var end = at + name.Length;
            if ((at == 0 || !IsWord(text[at - 1])) && (end == text.Length || !IsWord(text[end])))
            {
                yield return at;
            }
        }
    }

    public static bool IsWord(char character) => char.IsLetterOrDigit(character) || character is '_' or '$';

    /// <summary>A name behind a keyword, or in front of a parenthesis at the beginning of a line, may be declared there.</summary>
    private static int Weigh(string text, string name)
    {
        var weight = 0;
        foreach (var at in Occurrences(text, name))
        {
            var line = text.AsSpan(text.LastIndexOf('\n', Math.Max(0, at - 1)) + 1);
            var before = line[..Math.Min(line.Length, Math.Max(0, at - (text.LastIndexOf('\n', Math.Max(0, at - 1)) + 1)))].Trim();
            weight += IsDeclaring(before) ? 10 : weight == 0 ? 1 : 0;
        }

        return weight;
    }

    private static bool IsDeclaring(ReadOnlySpan<char> before)
    {
        var word = before[(before.LastIndexOfAny(" \t") + 1)..];
        return word is "class" or "interface" or "function" or "def" or "struct" or "enum" or "type" or "func" or "const" or "let" or "var" or "namespace" or "union"
            || before.IsEmpty
            || word is "async" or "static" or "public" or "private" or "protected" or "void" or "int" or "readonly" or "abstract";
    }
}
