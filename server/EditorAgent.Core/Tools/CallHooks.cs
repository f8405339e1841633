using EditorAgent.Core.Hooks;
using EditorAgent.Core.Models;
using EditorAgent.Core.Permissions;

namespace EditorAgent.Core.Tools;

/// <summary>
/// Hooks around one call. They are asked about calls that no rule denies, before anybody else is; they may deny, or have the person asked in
/// every mode, and nothing they say allows anything.
/// </summary>
internal sealed class CallHooks(SessionHooks hooks, StandingGrants standing)
{
    /// <summary>Whether any hook may have to say something before a call.</summary>
    public bool IsAsked => hooks.Has(HookEvent.BeforeTool);

    /// <summary>Whether any hook is told after a call.</summary>
    public bool IsTold => hooks.Has(HookEvent.AfterTool);

    public static PermissionVerdict DeniedBy(string reason) => new(PermissionDecision.Deny, $"a hook denies it: {reason}") { Source = new DecisionSource.Hook() };

    /// <returns>The call, marked where a hook wants the person asked; and what it ends with, where a hook denies it.</returns>
    public async Task<(PreparedToolCall.Planned Planned, ToolCallDecision? End)> BeforeAsync(
        PreparedToolCall.Planned planned, DecisionJournal journal, CancellationToken cancellationToken)
    {
        var question = planned.Question;
        if ((await standing.DecideAsync(question, cancellationToken)).Decision == PermissionDecision.Deny)
        {
            return (planned, null);
        }

        var verdict = await hooks.RunAsync(Before(planned, question), cancellationToken);
        if (verdict.Decision != HookDecision.Deny)
        {
            return (verdict.Decision == HookDecision.Ask ? planned with { HookMark = PermissionMarks.Hook(verdict.Reason) } : planned, null);
        }

        var denied = DeniedBy(verdict.Reason);
        journal.Decided(denied, null);
        return (planned, new ToolCallDecision.Denied(
            $"Not allowed: a hook denies this call: {verdict.Reason.TrimEnd('.')}. Nothing of it ran. Do not try to reach the same effect another way; say what you would have needed.",
            CallDenial.Of(denied)));
    }

    /// <summary>Why a hook denies the call; null when none does.</summary>
    public async Task<string?> DenialAsync(PreparedToolCall.Planned planned, CancellationToken cancellationToken) =>
        await hooks.RunAsync(Before(planned, planned.Question), cancellationToken) is { Decision: HookDecision.Deny } verdict ? verdict.Reason : null;

    /// <summary>The same result, with what hooks say about it. The call has run, so a denial is only words.</summary>
    public async Task<ToolResult> AfterAsync(ApprovedToolCall call, ToolResult result, CancellationToken cancellationToken)
    {
        var occasion = new HookOccasion(HookEvent.AfterTool)
        {
            Call = new HookCall(call.Arguments.GetRawText(), PermissionQuestions.Of(call.Tool.Definition.Name, call.Plan)) { ResultText = result.Text, IsError = result.IsError },
        };
        try
        {
            var verdict = await hooks.RunAsync(occasion, cancellationToken);
            return HookSpeech.Of(verdict, hooks) is { } said ? result with { HookMessage = said } : result;
        }
        catch (OperationCanceledException)
        {
            // What the call has done stays told.
            return result;
        }
    }

    private static HookOccasion Before(PreparedToolCall.Planned planned, PermissionQuestion question) =>
        new(HookEvent.BeforeTool) { Call = new HookCall(planned.ArgumentsJson, question) };
}
