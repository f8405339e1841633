using System.Globalization;
using System.Text.RegularExpressions;

namespace EditorAgent.Core.Agent.Compaction;

/// <summary>
/// What stands where an output lost its middle: where the missing part can be had again. That is a mark of an earlier cut, which names a file,
/// or the numbers of the lines that are missing.
/// </summary>
internal static partial class OutputMark
{
    public static string Of(string omitted, int whole)
    {
        var size = string.Create(CultureInfo.InvariantCulture, $"[... {omitted.Length:N0} of {whole:N0} characters left out here, because the window is small");
        if (EarlierMark().Match(omitted) is { Success: true } earlier)
        {
            return $"{size}; before that {earlier.Groups[1].Value} ...]";
        }

        var numbers = LineNumber().Matches(omitted);
        return numbers.Count > 1 ? $"{size}: lines {numbers[0].Groups[1].Value} to {numbers[^1].Groups[1].Value} and what stands beside them ...]" : $"{size} ...]";
    }

    [GeneratedRegex(@"^\[\.\.\. ([^\n]{1,500}: use read with offset) \.\.\.\]$", RegexOptions.Multiline | RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex EarlierMark();

    [GeneratedRegex(@"^ *([0-9]{1,9})(?:\t|\| )", RegexOptions.Multiline | RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex LineNumber();
}
