using EditorAgent.Core.Permissions;

namespace EditorAgent.Core.Tools;

/// <summary>
/// Decides one call: the rules, what the person allowed before, and where these say so the person. Every decision is in the journal before
/// it counts. A call that the person changed is planned and judged again; what denies it then still denies it.
/// </summary>
internal sealed class ToolApproval(ToolPipeline pipeline, StandingGrants standing, ApprovalDesk desk, IPermissionPrompt prompt, DecisionJournal journal)
{
    public async Task<ToolCallDecision> DecideAsync(PreparedToolCall.Planned planned, CancellationToken cancellationToken)
    {
        var earlier = desk.TakePrepared(planned.Call.Id);
        if (earlier?.Answer is PermissionAnswer.Reject or PermissionAnswer.Cancelled)
        {
            return await this.ApplyAsync(planned, earlier.Answer, cancellationToken);
        }

        var verdict = await standing.DecideAsync(planned.Question, cancellationToken);
        switch (verdict.Decision)
        {
            case PermissionDecision.Allow:
                return this.Allow(planned, verdict, null);
            case PermissionDecision.Deny:
                return this.Deny(verdict, WordsFor(verdict));
        }

        var hash = ShownHash.Of(planned);
        if (earlier is not null && earlier.ShownHash == hash)
        {
            return await this.ApplyAsync(planned, earlier.Answer, cancellationToken);
        }

        var marks = earlier is null ? verdict.Marks : verdict.Marks.Add(PermissionMarks.Stale);
        var request = new PermissionRequest(planned.Call.Id, planned.ToolName, planned.ArgumentsJson, planned.Plan, verdict.Reason, hash)
        {
            Id = $"ask_{Guid.CreateVersion7():N}",
            Marks = marks,
            Text = ApprovalText.Of(planned.ToolName, planned.Plan, verdict.Reason, marks),
        };
        await journal.Asked(request, cancellationToken);
        var answer = await desk.AskAsync(request, prompt, cancellationToken);
        return IsOffered(request, answer) ? await this.ApplyAsync(planned, answer, cancellationToken) : this.Cancel("an answer that was not offered");
    }

    /// <summary>What the model is told of a denial that no person spoke.</summary>
    public static string WordsFor(PermissionVerdict denial) => $"Not allowed: {denial.Reason.TrimEnd('.')}. {AdviceFor(denial)}";

    private static string AdviceFor(PermissionVerdict verdict) => verdict.Source is DecisionSource.Mode { Current: PermissionMode.Plan }
        ? "Tools that read, agent with explore or plan, and shell commands that only look do run. Put this step into the plan."
        : "Nothing of it ran. Do not try to reach the same effect another way; say what you would have needed.";

    private static bool IsOffered(PermissionRequest request, PermissionAnswer answer) => answer switch
    {
        PermissionAnswer.AllowForSession allowed => request.Text.Grants.Contains(allowed.Grant),
        PermissionAnswer.AllowAlways allowed => request.Text.Grants.Contains(allowed.Grant),
        PermissionAnswer.AllowEdited => !request.Plan.EditableArguments.IsEmpty,
        _ => true,
    };

    private async Task<ToolCallDecision> ApplyAsync(PreparedToolCall.Planned planned, PermissionAnswer answer, CancellationToken cancellationToken)
    {
        switch (answer)
        {
            case PermissionAnswer.AllowOnce:
                return this.Allow(planned, Allowed("allowed once by the user"), null);

            case PermissionAnswer.AllowForSession allowed:
                return await this.GrantAsync(planned, allowed.Grant, isForGood: false, cancellationToken);

            case PermissionAnswer.AllowAlways allowed:
                return await this.GrantAsync(planned, allowed.Grant, isForGood: true, cancellationToken);

            case PermissionAnswer.AllowEdited edited:
                return await this.ChangeAsync(planned, edited.ArgumentsJson, cancellationToken);

            case PermissionAnswer.Reject rejected:
                return this.Deny(Denied("rejected by the user"), rejected.Feedback is { Length: > 0 } feedback
                    ? $"The user rejected this call and says: {feedback}"
                    : "The user rejected this call. Do not repeat it or reach the same effect another way; ask what they want instead.");

            case PermissionAnswer.Unattended:
                return this.Deny(
                    Denied("nobody is there to ask"),
                    "Not allowed: this call needs approval and nobody can be asked in this run. Do not retry; finish with what you can do and say what was not allowed.",
                    DenialCause.Unattended);

            case PermissionAnswer.Away:
                return new ToolCallDecision.Pending();

            default:
                return this.Cancel("no answer");
        }
    }

    private async Task<ToolCallDecision> GrantAsync(PreparedToolCall.Planned planned, PermissionGrant grant, bool isForGood, CancellationToken cancellationToken)
    {
        var (kept, problem) = await standing.GrantAsync(grant, isForGood, planned.Plan.Command is not null, cancellationToken);
        var scope = isForGood ? "for good" : "for this session";
        return this.Allow(
            planned,
            Allowed(kept is null ? $"allowed once by the user; not {scope}, because {problem}" : $"allowed {scope} by the user: {grant.Pattern}"),
            kept);
    }

    private async Task<ToolCallDecision> ChangeAsync(PreparedToolCall.Planned planned, string argumentsJson, CancellationToken cancellationToken)
    {
        if (EditedArguments.Complain(planned, argumentsJson) is { } complaint)
        {
            return this.Deny(Denied($"changed by the user, but {complaint}"), $"Not run: the user wanted to change this call, but {complaint}. Ask what they want.");
        }

        switch (await pipeline.ReplanAsync(planned, argumentsJson, cancellationToken))
        {
            case PreparedToolCall.Refused refused:
                return this.Deny(Denied("changed by the user into a call that cannot run"), $"Not run: the user changed the arguments to {argumentsJson}, and that cannot run: {refused.Message}");

            case PreparedToolCall.Planned changed:
                journal.Changed(changed);
                if (await pipeline.ObjectionAsync(changed, cancellationToken) is { } objection)
                {
                    return this.Deny(CallHooks.DeniedBy(objection), $"Not allowed: the user changed the arguments to {changed.ArgumentsJson}, and a hook denies that: {objection}");
                }

                var verdict = await standing.DecideAsync(changed.Question, cancellationToken);
                return verdict.Decision == PermissionDecision.Deny
                    ? this.Deny(verdict, $"Not allowed: the user changed the arguments to {changed.ArgumentsJson}, and that is denied: {verdict.Reason.TrimEnd('.')}.")
                    : this.Allow(changed, Allowed("allowed once by the user, who changed the arguments"), null) with { Note = NoteOf(changed) };

            default:
                throw new InvalidOperationException("unknown preparation");
        }
    }

    private static string NoteOf(PreparedToolCall.Planned changed) =>
        $"[The user changed this call before allowing it. It ran with these arguments instead of yours: {changed.ArgumentsJson}]";

    private ToolCallDecision.Approved Allow(PreparedToolCall.Planned planned, PermissionVerdict verdict, StandingGrant? kept)
    {
        journal.Decided(verdict, kept);
        return new ToolCallDecision.Approved(new ApprovedToolCall(planned, verdict));
    }

    /// <param name="verdict">For the journal.</param>
    /// <param name="message">For the model.</param>
    /// <param name="cause">Where the verdict alone does not tell it.</param>
    private ToolCallDecision.Denied Deny(PermissionVerdict verdict, string message, DenialCause? cause = null)
    {
        journal.Decided(verdict, null);
        var denial = CallDenial.Of(verdict);
        return new ToolCallDecision.Denied(message, cause is { } known ? denial with { Cause = known } : denial);
    }

    private ToolCallDecision.Cancelled Cancel(string reason)
    {
        journal.Decided(Denied(reason), null);
        return new ToolCallDecision.Cancelled();
    }

    private static PermissionVerdict Allowed(string reason) => new(PermissionDecision.Allow, reason);

    private static PermissionVerdict Denied(string reason) => new(PermissionDecision.Deny, reason);
}
