using EditorAgent.Core.Models;
using EditorAgent.Host.Gateway.Requests;

namespace EditorAgent.Host.Gateway.Upstream;

/// <summary>A failure of the model in the words of the API.</summary>
internal static class UpstreamProblem
{
    public static ApiProblem Of(ModelFailure failure) => failure.Kind switch
    {
        ModelFailureKind.Unauthorized => new ApiProblem(401, "authentication_error", failure.Message, code: "invalid_api_key"),
        ModelFailureKind.Forbidden => new ApiProblem(403, "permission_error", failure.Message, code: "upstream_forbidden"),
        ModelFailureKind.NotFound => ApiProblem.NotFound(failure.Message, "model", "model_not_found"),
        ModelFailureKind.ContextOverflow => ApiProblem.Invalid("input", failure.Message, "context_length_exceeded"),
        ModelFailureKind.QuotaExhausted => new ApiProblem(429, "insufficient_quota", failure.Message, code: "insufficient_quota"),
        ModelFailureKind.ContentFiltered => ApiProblem.Invalid("input", failure.Message, "content_filter"),
        ModelFailureKind.InvalidRequest or ModelFailureKind.MediaRejected => ApiProblem.Invalid(null, failure.Message, "invalid_prompt"),
        ModelFailureKind.BodyTooLarge => new ApiProblem(413, "invalid_request_error", failure.Message, code: "request_too_large"),
        ModelFailureKind.Transient when failure.HttpStatus == 429 => new ApiProblem(429, "rate_limit_error", failure.Message, code: "rate_limit_exceeded"),
        ModelFailureKind.Unreachable => new ApiProblem(502, "server_error", failure.Message, code: "upstream_unreachable"),
        _ => new ApiProblem(503, "server_error", failure.Message, code: "upstream_failed"),
    };
}
