using EditorAgent.Core.Agent;
using EditorAgent.Core.Models;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Sessions;
using EditorAgent.Core.Workspaces;
using EditorAgent.Host.CommandLine;

namespace EditorAgent.Host.Headless;

/// <summary>What a turn's end means for a process without an editor.</summary>
internal static class OutcomeReport
{
    public static ExitCode ExitCodeOf(TurnOutcome outcome) => outcome.Reason switch
    {
        StopReason.EndTurn when outcome.DeniedCalls > 0 => ExitCode.Denied,
        StopReason.EndTurn => ExitCode.Success,
        StopReason.Cancelled => ExitCode.Cancelled,
        StopReason.MaxTokens or StopReason.MaxTurnRequests => ExitCode.LimitReached,
        StopReason.BudgetReached => ExitCode.BudgetReached,
        StopReason.Refusal => ExitCode.Refused,
        _ => outcome.Failure?.Kind switch
        {
            ModelFailureKind.NotFound => ExitCode.Configuration,
            ModelFailureKind.Unauthorized or ModelFailureKind.Forbidden => ExitCode.Unauthorized,
            ModelFailureKind.Transient or ModelFailureKind.Unreachable or ModelFailureKind.QuotaExhausted => ExitCode.ModelUnavailable,
            ModelFailureKind.ContextOverflow => ExitCode.LimitReached,
            _ => ExitCode.Failed,
        },
    };

    /// <summary>One line for stderr when the turn did not simply end; null when it did.</summary>
    public static string? LineFor(TurnOutcome outcome, SessionId session) => outcome.Reason switch
    {
        StopReason.EndTurn when outcome.DeniedCalls > 0 => DeniedLine(outcome, session),
        StopReason.EndTurn => null,
        StopReason.Cancelled => $"Stopped. What was done so far is in session {session}.",
        StopReason.MaxTokens => "The answer reached the token limit of one step.",
        StopReason.MaxTurnRequests => "The turn reached its limit of steps or went in circles; the session is kept: run --continue goes on.",
        StopReason.BudgetReached => $"The budget of this run is used up; the session {session} is kept: run --continue goes on.",
        StopReason.Refusal => outcome.Error ?? "The model refused to answer.",
        _ => $"{outcome.Error} The session {session} is kept.",
    };

    private static string DeniedLine(TurnOutcome outcome, SessionId session)
    {
        var first = outcome.FirstDenial;
        var reason = first is null ? "" : $"{(outcome.DeniedCalls > 1 ? ", the first because" : " because")}: {CanonicalText.Line(first.Reason)}";
        return $"{outcome.DeniedCalls} call(s) were not allowed{reason}. {AdviceFor(first?.Cause, session)}";
    }

    private static string AdviceFor(DenialCause? cause, SessionId session) => cause switch
    {
        DenialCause.Unattended => "Run again with --yes to approve what is asked, or add allow rules to config.toml.",
        DenialCause.Untrusted => "Run again with --trust, or trust the workspace for good: editor-agent trust grant",
        DenialCause.Rule => "No option outvotes a rule that denies; change the rule where it stands.",
        DenialCause.Hook => "No option outvotes a hook that denies; change what it objects to, or the hook.",
        DenialCause.Mode => "Run again with another --mode, for example --mode ask.",
        _ => $"What was denied and why is in: editor-agent sessions show {session}",
    };
}
