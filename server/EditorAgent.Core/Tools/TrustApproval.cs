using System.Security.Cryptography;
using System.Text;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Trust;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Tools;

/// <summary>
/// Stands before every call that makes code of the workspace run: where the workspace is not trusted as it is now, the person is asked that
/// first, with what would run. Their answer to it is no answer to the call itself.
/// </summary>
internal sealed class TrustApproval(WorkspaceTrust trust, Func<PermissionRequest, CancellationToken, Task<PermissionAnswer>> ask, DecisionJournal journal)
{
    /// <summary>Roots of a session, and what may change while a person reads.</summary>
    private const int MostQuestions = 20;

    /// <returns>The right to run, or what the call ends with.</returns>
    public async Task<(TrustedWorkspace? Trusted, ToolCallDecision? End)> DecideAsync(PreparedToolCall.Planned planned, CancellationToken cancellationToken)
    {
        for (var asked = 0; asked < MostQuestions; asked++)
        {
            switch (await trust.CheckAsync(cancellationToken))
            {
                case TrustCheck.Trusted(var workspace):
                    return (workspace, null);

                case TrustCheck.Undecided(var question):
                    if (await this.AskAsync(planned, question, cancellationToken) is { } end)
                    {
                        return (null, end);
                    }

                    break;

                case TrustCheck.Impossible(var reason):
                    return (null, this.Deny("the workspace cannot be trusted", $"Not run: this workspace cannot be trusted, because {reason} Nothing of it runs; tell the user."));

                default:
                    return (null, this.Deny("the workspace is not trusted", NotTrusted, DenialCause.Untrusted));
            }
        }

        return (null, this.Deny("the workspace keeps changing", "Not run: what would run in this workspace keeps changing while the user is asked to trust it. Tell the user."));
    }

    private const string NotTrusted =
        "Not run: the user does not trust this workspace, so nothing of it runs: no build, no test, no script, no other command. "
        + "Do not try another way. Reading, searching and editing still work; say what you would have run.";

    private async Task<ToolCallDecision?> AskAsync(PreparedToolCall.Planned planned, TrustQuestion question, CancellationToken cancellationToken)
    {
        var request = RequestFor(planned, question);
        await journal.Asked(request, cancellationToken);
        switch (await ask(request, cancellationToken))
        {
            case PermissionAnswer.Trust answer:
                return await this.GrantAsync(question, answer.Duration, cancellationToken);

            case PermissionAnswer.Reject rejected:
                trust.Decline(question);
                return this.Deny("the workspace is not trusted", rejected.Feedback is { Length: > 0 } feedback ? $"{NotTrusted} The user says: {feedback}" : NotTrusted, DenialCause.Untrusted);

            case PermissionAnswer.Away:
                return new ToolCallDecision.Pending();

            case PermissionAnswer.Cancelled:
                journal.Decided(new PermissionVerdict(PermissionDecision.Deny, "no answer"), null);
                return new ToolCallDecision.Cancelled();

            default:
                // Also an approval of everything by somebody who was not asked about trust: that is another question.
                return this.Deny(
                    "this workspace is not trusted: nothing of it runs; pass --trust or run editor-agent trust grant",
                    "Not run: this workspace is not trusted, so nothing that loads, builds or runs its code can be called, and nobody can be asked in this run. "
                    + "Reading, searching and editing still work. Do not retry this or get at it another way; finish with those, say what is unproved, "
                    + "and tell the user to pass --trust or to run editor-agent trust.",
                    DenialCause.Untrusted);
        }
    }

    private async Task<ToolCallDecision?> GrantAsync(TrustQuestion question, TrustDuration duration, CancellationToken cancellationToken)
    {
        try
        {
            await trust.GrantAsync(question, duration, cancellationToken);
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            return this.Deny("trust cannot be written down", $"Not run: the user's trust in this workspace could not be written down ({unwritable.Message}). Tell the user.");
        }

        var until = duration == TrustDuration.Always ? "" : " for this session";
        journal.Decided(new PermissionVerdict(PermissionDecision.Allow, $"workspace trusted by the user{until}"), null);
        return null;
    }

    private ToolCallDecision.Denied Deny(string reason, string message, DenialCause cause = DenialCause.Other)
    {
        journal.Decided(new PermissionVerdict(PermissionDecision.Deny, reason), null);
        return new ToolCallDecision.Denied(message, new CallDenial(cause, reason));
    }

    private static PermissionRequest RequestFor(PreparedToolCall.Planned planned, TrustQuestion question)
    {
        var cause = $"asked because of: {CanonicalText.Line(planned.Plan.Command ?? planned.Plan.Title)}";
        var plan = new ToolPlan.Ready
        {
            Title = question.Title,
            Kind = ToolKind.Execute,
            IsReadOnly = false,
            Diffs =
            [
                .. question.Changes.Where(change => change.HasTexts).Select(change => new FileDiff(
                    new WorkspacePath(Path.Combine(question.RealRoot, change.Relative), change.Relative), change.OldText, change.NewText ?? "")),
            ],
        };
        return new PermissionRequest(planned.Call.Id, planned.ToolName, "{}", plan, cause, HashOf(question, plan))
        {
            Id = $"ask_{Guid.CreateVersion7():N}",
            Text = new ApprovalText { Title = question.Title, Lines = [cause, .. question.ToText().Split('\n')] },
            Trust = question,
        };
    }

    private static string HashOf(TrustQuestion question, ToolPlan.Ready plan) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{question.RealRoot}\n{question.Fingerprint.Hash}\n{plan.Title}\n{question.ToText()}")));
}
