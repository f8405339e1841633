using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace EditorAgent.CodeIntelligence.LanguageServers.Engine;

/// <summary>A symbol address taken apart: a place, or names from the outside in. A stack trace gives its first place in the workspace.</summary>
internal sealed partial record AddressText
{
    /// <summary>As written; null when it is a name.</summary>
    public string? Path { get; private init; }

    /// <summary>From 1.</summary>
    public int Line { get; private init; }

    /// <summary>From 1; 0 when it is not said.</summary>
    public int Column { get; private init; }

    public ImmutableArray<string> Names { get; private init; } = [];

    /// <summary>All that the text may mean, the likeliest first.</summary>
    public static IEnumerable<AddressText> Of(string address)
    {
        foreach (var place in Places().Matches(address).Concat(PythonPlaces().Matches(address)).Take(200))
        {
            if (int.TryParse(place.Groups["line"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var line) && line > 0)
            {
                _ = int.TryParse(place.Groups["column"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var column);
                yield return new AddressText { Path = place.Groups["path"].Value, Line = line, Column = column };
            }
        }

        var open = address.IndexOf('(', StringComparison.Ordinal);
        var names = Separators().Split((open > 0 ? address[..open] : address).Trim()).Where(name => name.Length > 0).ToImmutableArray();
        if (names.Length > 0 && !address.Contains('\n', StringComparison.Ordinal))
        {
            yield return new AddressText { Names = names };
        }
    }

    /// <summary>Whether a symbol is what the names say: they are the end of its full name.</summary>
    public bool Fits(string fullName)
    {
        var parts = Separators().Split(WithoutParameters(fullName)).Where(part => part.Length > 0).ToArray();
        return parts.Length >= this.Names.Length && parts[^this.Names.Length..].SequenceEqual(this.Names, StringComparer.Ordinal);
    }

    private static string WithoutParameters(string name) => Parameters().Replace(name, "");

    [GeneratedRegex(@"(?<path>(?:[A-Za-z]:)?[^\s:()""'<>|*?]+\.[A-Za-z0-9]+):(?<line>\d{1,7})(?::(?<column>\d{1,7}))?", RegexOptions.CultureInvariant)]
    private static partial Regex Places();

    [GeneratedRegex(@"File ""(?<path>[^""\n]+)"", line (?<line>\d{1,7})", RegexOptions.CultureInvariant)]
    private static partial Regex PythonPlaces();

    [GeneratedRegex(@"::|[.#/\\]", RegexOptions.CultureInvariant)]
    private static partial Regex Separators();

    [GeneratedRegex(@"\([^()]*\)|<[^<>]*>", RegexOptions.CultureInvariant)]
    private static partial Regex Parameters();
}
