using System.Buffers;
using System.Collections;
using System.Collections.Immutable;
using System.Text;
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
    private static KnownForms? known;

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
        foreach (var form in Forms())
        {
            text = text.Replace(form, Mask, StringComparison.Ordinal);
        }

        // Beyond ASCII there are letters that the pattern takes for one of ASCII's.
        if (Ascii.IsValid(text) && !text.AsSpan().ContainsAny(Signs.Any))
        {
            return text;
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

    /// <summary>All forms of all secrets, made once for as long as none is learnt.</summary>
    private static ImmutableArray<string> Forms()
    {
        var now = configured;
        if (Volatile.Read(ref known) is { } made && made.Of == now)
        {
            return made.Forms;
        }

        // Longest first: one key may begin with another.
        ImmutableArray<string> forms = [.. now.AddRange(OfEnvironment.Value).OrderByDescending(secret => secret.Length).SelectMany(FormsOf)];
        Volatile.Write(ref known, new KnownForms(now, forms));
        return forms;
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

    /// <summary>Apart, so that it is made only when something is masked.</summary>
    private static class Signs
    {
        /// <summary>One of these is in everything that <see cref="Recognisable"/> finds in plain ASCII; to look for them takes a fraction of its time.</summary>
        public static readonly SearchValues<string> Any = SearchValues.Create(
            [
                "-----BEGIN", "sk-", "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "glpat-", "npm_", "AKIA", "ASIA", "AIza", "xox", "eyJ", "bearer", "basic", "password", "pwd",
                "accountkey", "sharedaccesskey", "api", "secret", "token", "authorization", "://",
            ],
            StringComparison.OrdinalIgnoreCase);
    }

    private sealed record KnownForms(ImmutableArray<string> Of, ImmutableArray<string> Forms);

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
