using EditorAgent.Core.Permissions;
using EditorAgent.Core.Tools;
using EditorAgent.Host.AgentClientProtocol.Sessions;
using EditorAgent.Protocol.Extensions;

namespace EditorAgent.Host.AgentClientProtocol.Requests;

/// <summary>Says what would become of a call in this session: its rules, grants and mode.</summary>
internal static class ExplainPermissionRequest
{
    public static async Task<ExplainPermissionResult> AnswerAsync(AcpSession session, ExplainPermissionParams request, CancellationToken cancellationToken) =>
        await session.Agent.ExplainAsync(request.ToolName, request.Call, cancellationToken) switch
        {
            CallExplanation.Explained explained => Explained(explained),
            CallExplanation.Refused refused => new ExplainPermissionResult { Decision = "refused", Reason = refused.Message, Marks = [] },
            CallExplanation.Unknown unknown => throw AcpErrors.InvalidParams(unknown.Message),
            _ => throw new InvalidOperationException("unknown explanation"),
        };

    private static ExplainPermissionResult Explained(CallExplanation.Explained explained)
    {
        var verdict = explained.Judged.Verdict;
        return new ExplainPermissionResult
        {
            Decision = Name(verdict.Decision),
            Reason = verdict.Reason,
            Source = SourceOf(verdict.Source),
            Marks = [.. verdict.Marks],
            NeedsTrust = explained.NeedsTrust,
            ModeId = PermissionModeName.Of(explained.Judged.Mode),
            Change = explained.Judged.Change,
        };
    }

    private static PermissionSource SourceOf(DecisionSource source)
    {
        var kind = DecisionSourceName.Of(source);
        return source switch
        {
            DecisionSource.Rule rule => new PermissionSource { Kind = kind, Pattern = rule.Pattern, Decision = Name(rule.Decision), File = rule.Origin.Source, Line = rule.Origin.Line },
            DecisionSource.Grant grant => new PermissionSource { Kind = kind, Pattern = grant.Given.Pattern },
            DecisionSource.Safeguard guard => new PermissionSource { Kind = kind, Mark = guard.Mark },
            _ => new PermissionSource { Kind = kind },
        };
    }

    private static string Name(PermissionDecision decision) => decision switch
    {
        PermissionDecision.Allow => "allow",
        PermissionDecision.Deny => "deny",
        _ => "ask",
    };
}
