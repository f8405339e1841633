using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace EditorAgent.BuiltInTools.Tests;

/// <summary>The errors in a build's output, each once, with paths from the workspace root.</summary>
internal static partial class BuildErrors
{
    public static ImmutableArray<string> In(string output, string root)
    {
        var errors = ImmutableArray.CreateBuilder<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in output.Split('\n'))
        {
            var match = ErrorLine().Match(line);
            if (match.Success)
            {
                var error = $"{Shorten(match.Groups["origin"].Value.Trim(), root)}: error {match.Groups["code"].Value}: {match.Groups["message"].Value.Trim()}";
                if (seen.Add(error))
                {
                    errors.Add(error);
                }
            }
        }

        return errors.ToImmutable();
    }

    private static string Shorten(string origin, string root) =>
        origin.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal) ? origin[(root.Length + 1)..] : origin;

    /// <summary>MSBuild's form: origin with an optional place, <c>error</c>, code, message, project in brackets.</summary>
    [GeneratedRegex(@"^\s*(?<origin>.+?)\s*:\s*(?:[a-z]+ )?error (?<code>[A-Z]+[0-9]+)\s*:\s*(?<message>.*?)(?:\s*\[[^\[\]]+\.[a-z]*proj[^\[\]]*\])?\s*$", RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex ErrorLine();
}
