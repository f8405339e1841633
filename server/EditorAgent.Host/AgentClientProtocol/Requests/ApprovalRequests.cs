using System.Globalization;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Sessions;
using EditorAgent.Core.Tools;
using EditorAgent.Core.Workspaces;
using EditorAgent.Host.AgentClientProtocol.Sessions;
using EditorAgent.Protocol.Extensions;
using Microsoft.Extensions.Logging;

namespace EditorAgent.Host.AgentClientProtocol.Requests;

/// <summary>Questions to the user and their answers beside <c>session/request_permission</c>, and what the user has allowed.</summary>
internal sealed partial class ApprovalRequests(ILogger logger)
{
    public static ListApprovalsResult List(AcpSession session) => new()
    {
        Pending = session.Agent.PendingApproval is { Text: { } text } asked ? [Show(asked, text, !session.IsRunning)] : [],
        Grants = [.. session.Agent.Grants.OfSession.Concat(session.Agent.Grants.Stored).Select(Show)],
    };

    public async Task<AnswerApprovalResult> AnswerAsync(AcpSession session, AnswerApprovalParams request, CancellationToken cancellationToken)
    {
        if (session.Agent.PendingApproval is not { Text: { } text } asked || asked.RequestId != request.RequestId)
        {
            this.LogIgnored(session.Id, "the question is not open");
            throw AcpErrors.NotFound("This question is not open: it was answered already, its turn has ended, or it was never asked. Nothing was done; list the open ones.");
        }

        if (asked.ShownHash != request.ShownHash)
        {
            this.LogIgnored(session.Id, "the hash is not that of what was shown");
            throw AcpErrors.InvalidParams("shownHash is not that of what was shown for this question. Nothing was done; show it again, then answer.");
        }

        var reply = new ApprovalReply(asked.CallId, request.RequestId, request.ShownHash, AnswerOf(request, asked, text));
        if (session.Agent.TryAnswer(reply))
        {
            return new AnswerApprovalResult();
        }

        if (!session.IsRunning)
        {
            return await session.ResumeAsync(reply, cancellationToken);
        }

        this.LogIgnored(session.Id, "it was answered already");
        throw AcpErrors.InvalidRequest("This question was answered already; the first answer counts. Nothing was done.");
    }

    public static async Task<RevokeApprovalResult> RevokeAsync(AcpSession session, string grantId, CancellationToken cancellationToken) =>
        await session.Agent.Grants.RevokeAsync(grantId, cancellationToken) is null
            ? throw AcpErrors.NotFound("There is no stored permission of that id in this workspace; nothing was changed. List them to see the ids.")
            : new RevokeApprovalResult();

    private static PermissionAnswer AnswerOf(AnswerApprovalParams request, SessionEvent.PermissionAsked asked, ApprovalText text)
    {
        if (request.Arguments is { } arguments)
        {
            return request.Outcome == ApprovalOutcome.AllowOnce && !asked.EditableArguments.IsEmpty
                ? new PermissionAnswer.AllowEdited(arguments.GetRawText())
                : throw AcpErrors.InvalidParams("arguments can only come with allow_once, for a call that has editable arguments.");
        }

        return request.Outcome switch
        {
            ApprovalOutcome.AllowOnce => new PermissionAnswer.AllowOnce(),
            ApprovalOutcome.AllowSession => new PermissionAnswer.AllowForSession(GrantOf(request, text)),
            ApprovalOutcome.AllowAlways => new PermissionAnswer.AllowAlways(GrantOf(request, text)),
            ApprovalOutcome.Reject => new PermissionAnswer.Reject(request.Feedback),
            _ => new PermissionAnswer.Cancelled(),
        };
    }

    private static PermissionGrant GrantOf(AnswerApprovalParams request, ApprovalText text) =>
        text.Grants.FirstOrDefault(grant => grant.Pattern == request.Grant)
        ?? throw AcpErrors.InvalidParams(text.Grants.IsEmpty ? "This call can only be allowed once." : "grant must be one of the grants that were shown, letter by letter.");

    private static PendingApproval Show(SessionEvent.PermissionAsked asked, ApprovalText text, bool isResting) => new()
    {
        RequestId = asked.RequestId!,
        ShownHash = asked.ShownHash,
        ToolCallId = asked.CallId.Value,
        Title = text.Title,
        Command = text.Command,
        Lines = text.Lines,
        Grants = [.. text.Grants.Select(grant => grant.Pattern)],
        IsCut = text.IsCut,
        EditableArguments = asked.EditableArguments,
        IsResting = isResting,
    };

    private static ApprovalGrant Show(StandingGrant grant) => new()
    {
        GrantId = grant.Id,
        Pattern = CanonicalText.Line(grant.Grant.Pattern).Text,
        GrantedAt = grant.GrantedAt?.ToString("O", CultureInfo.InvariantCulture),
        Files = grant.Files?.Files.Length ?? 0,
    };

    [LoggerMessage(Level = LogLevel.Warning, Message = "ACP: an answer to a question of session {Session} was ignored: {Reason}")]
    private partial void LogIgnored(string session, string reason);
}
