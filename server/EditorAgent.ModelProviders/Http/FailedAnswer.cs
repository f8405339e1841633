using EditorAgent.Core.Configuration;

namespace EditorAgent.ModelProviders.Http;

/// <summary>A refusal as it came over the wire.</summary>
/// <param name="Status">The HTTP status; 200 when the error stood inside an accepted answer.</param>
/// <param name="Body">What was read of the body, at most 64 KiB.</param>
/// <param name="Provider">The user's name of the provider.</param>
/// <param name="Host">Where the request went.</param>
/// <param name="Dialect">Whose habits the wording follows; null for Anthropic messages.</param>
internal sealed record FailedAnswer(
    int Status,
    string Body,
    string Provider,
    string Host,
    ChatDialect? Dialect,
    TimeSpan? RetryAfter = null,
    string? TraceId = null);
