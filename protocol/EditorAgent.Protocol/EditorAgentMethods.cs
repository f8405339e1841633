namespace EditorAgent.Protocol;

/// <summary>Our extension methods, served by the agent. Each is advertised by a member of <see cref="EditorAgentCapabilities"/>.</summary>
public static class EditorAgentMethods
{
    public const string UndoTurn = "_editoragent/session/undo_turn";
    public const string ListApprovals = "_editoragent/approvals/list";
    public const string AnswerApproval = "_editoragent/approvals/answer";
    public const string RevokeApproval = "_editoragent/approvals/revoke";
    public const string ExplainPermission = "_editoragent/permissions/explain";
    public const string TrustStatus = "_editoragent/trust/status";
    public const string GrantTrust = "_editoragent/trust/grant";
    public const string RevokeTrust = "_editoragent/trust/revoke";
    public const string Steer = "_editoragent/session/steer";
}
