using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace EditorAgent.Core.Agent.Attachments;

/// <summary>Finds what the text of a prompt names with an @ at the beginning of a word; an address of mail is none.</summary>
public static partial class PromptReferenceReader
{
    private const int Most = 100;
    private const string SymbolPrefix = "symbol:";

    /// <returns>Each once, in the order of the text; at most 100, of which not all need be files.</returns>
    public static ImmutableArray<PromptReference> In(string prompt) => prompt.Contains('@', StringComparison.Ordinal)
        ? [.. Named().Matches(prompt).Select(Of).OfType<PromptReference>().Distinct().Take(Most)]
        : [];

    private static PromptReference? Of(Match match)
    {
        if (match.Groups["quoted"] is { Success: true, Value: var quoted })
        {
            return FileOf(quoted);
        }

        var written = match.Groups["plain"].Value;
        var isSymbol = written.StartsWith(SymbolPrefix, StringComparison.Ordinal);
        var name = (isSymbol ? written[SymbolPrefix.Length..] : written).TrimEnd('.', ',', ';', ':', '!', '?', ')', ']', '}', '>', '\'', '"');
        return name switch
        {
            "" => null,
            _ when isSymbol => new PromptReference.Symbol(name),
            "diff" or "changes" => new PromptReference.Changes(),
            "problems" => new PromptReference.Problems(),
            _ => FileOf(name),
        };
    }

    private static PromptReference.File FileOf(string name)
    {
        var lines = Lines().Match(name);
        if (!lines.Success || !int.TryParse(lines.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var first))
        {
            return new PromptReference.File(name, null);
        }

        var last = int.TryParse(lines.Groups[2].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var end) ? end : first;
        return new PromptReference.File(name[..lines.Index], new LineRange(Math.Min(first, last), Math.Max(first, last)));
    }

    [GeneratedRegex("""(?<=^|[\s(\[{<'"])@(?:"(?<quoted>[^"\r\n]{1,1000})"|(?<plain>[^\s"]{1,1000}))""", RegexOptions.CultureInvariant)]
    private static partial Regex Named();

    [GeneratedRegex(@"(?::|#L)(\d{1,9})(?:-L?(\d{1,9}))?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Lines();
}
