using System.Text.RegularExpressions;
using EditorAgent.Core.Telemetry;

namespace EditorAgent.Core.Configuration;

/// <summary>
/// The keys and headers that the text of a config.toml shows, also of one that is no TOML any more: what it held while it was valid is still
/// in the journals. Reads line by line, and rather takes too much for a secret than too little.
/// </summary>
public static partial class WrittenSecrets
{
    private const int LargestFile = 1024 * 1024;

    /// <summary>Has them masked from now on.</summary>
    /// <returns>False when the file cannot be read.</returns>
    public static bool TryLearn(EditorAgentHome home, IReadOnlyDictionary<string, string> environment)
    {
        try
        {
            var file = new FileInfo(home.ConfigurationFile);
            if (!Path.Exists(file.FullName) && file.LinkTarget is null)
            {
                return true;
            }

            // A pipe has length 0 and is not waited for.
            if (file.Length is var length && length > LargestFile)
            {
                return false;
            }

            foreach (var secret in length == 0 ? [] : In(File.ReadAllText(file.FullName), environment))
            {
                SecretMask.Learn(secret);
            }

            return true;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <param name="text">Of the file.</param>
    /// <param name="environment">Holds the keys of which the text only names the variable.</param>
    public static IReadOnlyCollection<string> In(string text, IReadOnlyDictionary<string, string> environment)
    {
        var secrets = new HashSet<string>(StringComparer.Ordinal);
        var (isHeaders, goesOn) = (false, false);
        foreach (var line in text.Split('\n').Select(line => line.Trim()))
        {
            if (line.StartsWith('#'))
            {
                continue;
            }

            var isTable = line.StartsWith('[');
            isHeaders = isTable ? Headers().IsMatch(line) : isHeaders;
            List<string> found = goesOn ? [.. ValueAt(line)] : [.. OfLine(line, isHeaders && !isTable, environment)];
            goesOn = found.Count > 0 && (line.EndsWith("\"\"\"", StringComparison.Ordinal) || line.EndsWith("'''", StringComparison.Ordinal)) && found.All(string.IsNullOrEmpty);
            secrets.UnionWith(found);
        }

        secrets.Remove("");
        return secrets;
    }

    private static IEnumerable<string> OfLine(string line, bool isHeader, IReadOnlyDictionary<string, string> environment)
    {
        foreach (Match named in KeyVariable().Matches(line))
        {
            yield return environment.GetValueOrDefault(named.Groups[1].Value, "").Trim();
        }

        foreach (Match key in Key().Matches(line))
        {
            foreach (var value in ValueAt(line[(key.Index + key.Length)..]))
            {
                yield return value;
            }
        }

        if (isHeader && line.IndexOf('=', StringComparison.Ordinal) is var equals and >= 0)
        {
            foreach (var value in ValueAt(line[(equals + 1)..].TrimStart()))
            {
                yield return value;
            }
        }

        if (Headers().Match(line) is { Success: true } headers)
        {
            foreach (Match value in Strings().Matches(line[headers.Index..]))
            {
                yield return value.Groups[2].Value.Trim();
            }
        }
    }

    /// <summary>The value that begins here; where nothing ends it, all that it may be.</summary>
    private static IEnumerable<string> ValueAt(string rest)
    {
        var text = rest.TrimStart('"', '\'');
        var end = text.Length < rest.Length ? text.IndexOf(rest[0], StringComparison.Ordinal) : -1;
        if (end >= 0)
        {
            yield return text[..end].Trim();
            yield return text[..text.LastIndexOf(rest[0])].Trim();
        }
        else
        {
            yield return text.Trim(' ', '\t', '"', '\'', ',', '}');
            yield return text.Split([' ', '\t', ',', '}', '#'], 2)[0].Trim('"', '\'');
        }
    }

    /// <summary>Up to its value; the equals sign may be what is missing.</summary>
    [GeneratedRegex("""api[_-]?key(?!_env)["']?\s*[=:]?\s*""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Key();

    [GeneratedRegex("""api_key_env["']?\s*=\s*["']?(\w+)""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex KeyVariable();

    [GeneratedRegex("""(?<![\w-])headers(?![\w-])""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Headers();

    [GeneratedRegex("""(["'])(.*?)\1""", RegexOptions.CultureInvariant)]
    private static partial Regex Strings();
}
