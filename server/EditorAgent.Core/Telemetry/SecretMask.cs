using System.Collections;
using System.Collections.Immutable;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace EditorAgent.Core.Telemetry;

/// <summary>
/// Takes secrets out of what leaves the process beside its work: the log, exports, machine-readable output. Secrets are the values that
/// configuration and environment give as keys, wherever they turn up and in every form they are written in, and what looks like a key of a
/// known kind. Safe from any thread; costs nothing until something is masked.
/// </summary>
public static partial class SecretMask
{
    private const string Mask = "***";
    private const int ShortestConfigured = 4;
    private const int ShortestInEnvironment = 8;

    private static readonly ImmutableArray<string> TellingNames = ["KEY", "TOKEN", "SECRET", "PASSWORD", "PASSWD", "CREDENTIAL"];

    private static readonly Lazy<ImmutableArray<string>> OfEnvironment = new(ReadEnvironment);
    private static ImmutableArray<string> configured = [];

    /// <summary>From now on the value is a secret. Very short ones are not: they would take every text apart.</summary>
    public static void Learn(string? value)
    {
        if (value is { Length: >= ShortestConfigured })
        {
            ImmutableInterlocked.Update(ref configured, static (known, added) => known.Contains(added, StringComparer.Ordinal) ? known : known.Add(added), value);
        }
    }

    public static string Of(string text)
    {
        // Longest first: one key may begin with another.
        foreach (var secret in configured.AddRange(OfEnvironment.Value).OrderByDescending(secret => secret.Length))
        {
            foreach (var form in FormsOf(secret))
            {
                text = text.Replace(form, Mask, StringComparison.Ordinal);
            }
        }

        try
        {
            return Recognisable().Replace(text, Mask);
        }
        catch (RegexMatchTimeoutException)
        {
            return $"({text.Length} characters left out: they could not be searched for secrets)";
        }
    }

    private static IEnumerable<string> FormsOf(string secret)
    {
        yield return secret;
        var inJson = JsonEncodedText.Encode(secret).Value;
        if (inJson != secret)
        {
            yield return inJson;
        }

        var inUrl = Uri.EscapeDataString(secret);
        if (inUrl != secret)
        {
            yield return inUrl;
        }
    }

    private static ImmutableArray<string> ReadEnvironment() =>
    [
        .. Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Where(variable => TellingNames.Any(name => ((string)variable.Key).Contains(name, StringComparison.OrdinalIgnoreCase)))
            .Select(variable => ((string?)variable.Value ?? "").Trim())
            .Where(value => value.Length >= ShortestInEnvironment && !Path.IsPathRooted(value)),
    ];

    [GeneratedRegex(
        """
        -----BEGIN\ [A-Z0-9 ]*PRIVATE\ KEY-----[\s\S]*?(?:-----END\ [A-Z0-9 ]*PRIVATE\ KEY-----|\z)
        |\bsk-[A-Za-z0-9_-]{16,}
        |\bgh[pousr]_[A-Za-z0-9]{20,}|\bgithub_pat_[A-Za-z0-9_]{20,}|\bglpat-[A-Za-z0-9_-]{16,}|\bnpm_[A-Za-z0-9]{30,}
        |\b(?:AKIA|ASIA)[0-9A-Z]{16}\b|\bAIza[0-9A-Za-z_-]{30,}|\bxox[abeoprs]-[A-Za-z0-9-]{10,}
        |\beyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]*)?
        |(?<=\bbearer[ ]{1,4})[A-Za-z0-9._~+/=-]{8,}|(?<=\bbasic[ ]{1,4})[A-Za-z0-9+/=]{12,}
        |(?<=\b(?:password|pwd|accountkey|sharedaccesskey)[ ]{0,2}=[ ]{0,2})[^;\s"'&]{3,}
        |(?<=\b(?:api[_-]?key|client[_-]?secret|access[_-]?token|authorization)\\?["']?[ ]{0,2}[:=][ ]{0,2}\\?["']?)[A-Za-z0-9._~+/=-]{12,}
        |(?<=://[^/\s:@]{1,64}:)[^@\s/]{1,200}(?=@)
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 2_000)]
    private static partial Regex Recognisable();
}
