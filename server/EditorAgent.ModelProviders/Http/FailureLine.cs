using System.Text;
using EditorAgent.Core.Models;

namespace EditorAgent.ModelProviders.Http;

/// <summary>The one line that tells the user of a refusal: what happened, the vendor's own words, what to do.</summary>
internal static class FailureLine
{
    private const int MaxQuoted = 300;

    public static string Of(ModelFailureKind kind, int status, FailureBody body, FailedAnswer answer)
    {
        var line = new StringBuilder();
        line.Append(answer.Provider).Append(' ').Append(What(kind, status));
        if (answer.Status is < 200 or >= 300)
        {
            line.Append(" (HTTP ").Append(answer.Status).Append(')');
        }

        var quoted = Quote(body.Message);
        if (quoted.Length > 0)
        {
            line.Append(": ").Append(quoted);
        }

        var advice = Advice(kind, status, answer);
        if (advice.Length > 0)
        {
            line.Append(quoted.Length > 0 && quoted[^1] is '.' or '!' ? " " : ". ").Append(advice);
        }

        if (answer.TraceId is not null)
        {
            line.Append(" [trace ").Append(Quote(answer.TraceId)).Append(']');
        }

        return line.ToString();
    }

    /// <summary>One line of printable text, shortened without splitting a character.</summary>
    public static string Quote(string text)
    {
        var line = new StringBuilder(Math.Min(text.Length, MaxQuoted));
        foreach (var rune in text.EnumerateRunes())
        {
            if (line.Length >= MaxQuoted)
            {
                line.Append("...");
                break;
            }

            if (Rune.IsControl(rune) || Rune.IsWhiteSpace(rune))
            {
                if (line.Length > 0 && line[^1] != ' ')
                {
                    line.Append(' ');
                }

                continue;
            }

            line.Append(rune);
        }

        return line.ToString().TrimEnd();
    }

    private static string What(ModelFailureKind kind, int status) => kind switch
    {
        ModelFailureKind.ContentFiltered => "refused the content",
        ModelFailureKind.ContextOverflow => "says that the conversation is too long for the model",
        ModelFailureKind.QuotaExhausted => "says that the quota or the balance is used up",
        ModelFailureKind.MediaRejected => "could not use an image",
        ModelFailureKind.BodyTooLarge => "says that the request is too large",
        ModelFailureKind.Unauthorized => "did not accept the API key",
        ModelFailureKind.Forbidden => "does not permit the request",
        ModelFailureKind.NotFound when status is >= 300 and < 400 => "answered with a redirect, which is not followed",
        ModelFailureKind.NotFound => "does not know the model or the address",
        ModelFailureKind.Transient when status == 429 => "is overloaded or the rate limit is reached",
        ModelFailureKind.Transient => "has a temporary fault",
        _ => "refused the request",
    };

    private static string Advice(ModelFailureKind kind, int status, FailedAnswer answer) => kind switch
    {
        ModelFailureKind.Unauthorized when IsMoonshot(answer.Host) =>
            "Keys of platform.kimi.ai work only with api.moonshot.ai, keys of platform.kimi.com only with api.moonshot.cn: check the key and base_url.",
        ModelFailureKind.Unauthorized => $"Check the key and base_url of provider '{answer.Provider}'.",
        ModelFailureKind.NotFound when status is >= 300 and < 400 => "Set base_url to the address it points to.",
        ModelFailureKind.NotFound => "Check the model's name and base_url.",
        ModelFailureKind.QuotaExhausted when status == 429 && answer.Body.Contains("TPD", StringComparison.OrdinalIgnoreCase) =>
            "The daily limit resets tomorrow.",
        ModelFailureKind.QuotaExhausted => "Check the account at the vendor.",
        _ => "",
    };

    private static bool IsMoonshot(string host) =>
        host.EndsWith("moonshot.ai", StringComparison.OrdinalIgnoreCase) || host.EndsWith("moonshot.cn", StringComparison.OrdinalIgnoreCase);
}
