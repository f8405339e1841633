using EditorAgent.Core.Configuration;
using EditorAgent.Core.Models;

namespace EditorAgent.ModelProviders.Http;

/// <summary>Turns a vendor's refusal into what is to be done about it and one line for the user.</summary>
internal static class FailureClassifier
{
    private static readonly string[] QuotaCodes = ["exceeded_current_quota_error", "insufficient_quota", "billing_error"];

    // Billing phrases only: a bare "quota" or "balance" also stands in throttle messages ("token quota per minute").
    private static readonly string[] QuotaPhrases =
    [
        "exceeded your current quota", "exceeded your current token quota", "exceeded your current (token) quota", "check your account balance",
        "insufficient balance", "recharge", "in arrears", "credit balance is too low",
    ];

    private static readonly string[] DailyPhrases = ["tpd", "tokens per day", "token per day", "tokens-per-day"];

    private static readonly string[] OverflowCodes = ["context_length_exceeded", "exceed_context_size_error", "model_context_window_exceeded"];

    private static readonly string[] OverflowPhrases =
    [
        "token length too long", "exceeded model token limit", "maximum context length", "context_length_exceeded", "exceed context limit",
        "exceeds the context", "exceeds the available context size", "exceeds the model's context", "prompt is too long", "context window",
        "prompt tokens and max_tokens", "prompt tokens plus max_tokens", "prompt_tokens + max_tokens",
    ];

    private static readonly string[] ImagePhrases =
        ["unsupported", "not supported", "invalid", "decode", "undecodable", "format", "could not process", "corrupt"];

    public static ModelFailure Classify(FailedAnswer answer)
    {
        var body = FailureBody.Parse(answer.Body);
        var status = EffectiveStatus(answer.Status, body);
        var kind = KindOf(status, body);
        return new ModelFailure(
            kind,
            FailureLine.Of(kind, status, body, answer),
            answer.Status is >= 200 and < 300 ? null : answer.Status,
            answer.RetryAfter,
            answer.TraceId,
            kind == ModelFailureKind.ContextOverflow ? body.ContextSize ?? ContextWindowText.Find(body.Text) : null);
    }

    private static ModelFailureKind KindOf(int status, FailureBody body)
    {
        if (status != 429 && IsFiltered(body))
        {
            return ModelFailureKind.ContentFiltered;
        }

        return status switch
        {
            400 or 413 or 422 when IsOverflow(status, body) => ModelFailureKind.ContextOverflow,
            402 => ModelFailureKind.QuotaExhausted,
            400 or 429 when IsQuota(body) => ModelFailureKind.QuotaExhausted,
            429 => IsDaily(body) ? ModelFailureKind.QuotaExhausted : ModelFailureKind.Transient,
            413 => ModelFailureKind.BodyTooLarge,
            400 or 422 => IsImage(body) ? ModelFailureKind.MediaRejected : ModelFailureKind.InvalidRequest,
            401 => ModelFailureKind.Unauthorized,
            403 => ModelFailureKind.Forbidden,
            408 or 409 or 425 or 499 => ModelFailureKind.Transient,
            501 => ModelFailureKind.NotFound,
            >= 500 => HasAny(body.Codes, OverflowCodes) ? ModelFailureKind.ContextOverflow : ModelFailureKind.Transient,
            404 or 405 or 410 => ModelFailureKind.NotFound,
            >= 300 and < 400 => ModelFailureKind.NotFound,
            _ => ModelFailureKind.InvalidRequest,
        };
    }

    /// <summary>An error inside an accepted answer has no status of its own: the body's number or its type stands for one.</summary>
    private static int EffectiveStatus(int status, FailureBody body)
    {
        if (status is < 200 or >= 300)
        {
            return status;
        }

        if (body.Status is { } told)
        {
            return told;
        }

        if (HasAny(body.Codes, QuotaCodes))
        {
            return 429;
        }

        foreach (var code in body.Codes)
        {
            var known = StatusOf(code);
            if (known != 0)
            {
                return known;
            }
        }

        // Nothing says that the request was wrong.
        return HasAny(body.Codes, OverflowCodes) || ContainsAny(body.Text, OverflowPhrases) ? 400 : 500;
    }

    private static int StatusOf(string code) => code switch
    {
        "invalid_request_error" or "content_filter" or "badrequesterror" or "invalid_argument" => 400,
        "authentication_error" or "invalid_authentication_error" or "incorrect_api_key_error" or "invalid_api_key" => 401,
        "permission_error" or "permission_denied_error" => 403,
        "not_found_error" or "resource_not_found_error" or "model_not_found" => 404,
        "request_too_large" => 413,
        "rate_limit_error" or "rate_limit_reached_error" or "rate_limit_exceeded" or "engine_overloaded_error" => 429,
        "overloaded_error" => 529,
        "server_error" or "api_error" or "unexpected_output" or "server_unavailable" or "timeout_error" or "internal_error" => 500,
        _ => 0,
    };

    private static bool IsFiltered(FailureBody body) =>
        body.Codes.Contains("content_filter") || body.Codes.Contains("content_policy_violation")
        || body.Text.Contains("considered high risk", StringComparison.Ordinal);

    private static bool IsQuota(FailureBody body) => HasAny(body.Codes, QuotaCodes) || ContainsAny(body.Text, QuotaPhrases);

    private static bool IsDaily(FailureBody body) => ContainsAny(body.Text, DailyPhrases);

    /// <summary>Some gateways answer 413 to too many tokens; there any word of tokens is enough.</summary>
    private static bool IsOverflow(int status, FailureBody body) =>
        HasAny(body.Codes, OverflowCodes)
        || ContainsAny(body.Text, OverflowPhrases)
        || (status == 413 && body.Text.Contains("token", StringComparison.Ordinal));

    private static bool IsImage(FailureBody body) =>
        body.Text.Contains("image", StringComparison.Ordinal) && ContainsAny(body.Text, ImagePhrases);

    private static bool HasAny(IReadOnlyCollection<string> codes, string[] wanted)
    {
        foreach (var code in wanted)
        {
            if (codes.Contains(code))
            {
                return true;
            }
        }

        return false;
    }

    private static bool ContainsAny(string text, string[] phrases)
    {
        foreach (var phrase in phrases)
        {
            if (text.Contains(phrase, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
