namespace EditorAgent.Core.Models;

/// <param name="Kind">What is to be done.</param>
/// <param name="Message">One line for the user: what happened and what to do. No secrets, no stack trace.</param>
/// <param name="HttpStatus">The HTTP status, if there was an answer.</param>
/// <param name="RetryAfter">The vendor's wish, if it gave one.</param>
/// <param name="TraceId">The vendor's name for the request.</param>
/// <param name="ContextWindow">The window in tokens, where an overflow message told it.</param>
public sealed record ModelFailure(
    ModelFailureKind Kind,
    string Message,
    int? HttpStatus = null,
    TimeSpan? RetryAfter = null,
    string? TraceId = null,
    int? ContextWindow = null)
{
    public bool IsRetryable => Kind is ModelFailureKind.Transient or ModelFailureKind.Unreachable;
}
