namespace EditorAgent.Protocol;

/// <summary>Our extension methods, served by the agent but for the notifications of changes. Each is advertised by a member of <see cref="EditorAgentCapabilities"/>.</summary>
public static class EditorAgentMethods
{
    public const string UndoTurn = "_editoragent/session/undo_turn";
    public const string ListChanges = "_editoragent/review/list";
    public const string KeepChanges = "_editoragent/review/keep";
    public const string UndoChanges = "_editoragent/review/undo";
    public const string ReadBaseline = "_editoragent/review/baseline";
    public const string Restore = "_editoragent/review/restore";
    public const string ChangesChanged = "_editoragent/review/changed";
    public const string ListApprovals = "_editoragent/approvals/list";
    public const string AnswerApproval = "_editoragent/approvals/answer";
    public const string RevokeApproval = "_editoragent/approvals/revoke";
    public const string ExplainPermission = "_editoragent/permissions/explain";
    public const string TrustStatus = "_editoragent/trust/status";
    public const string GrantTrust = "_editoragent/trust/grant";
    public const string RevokeTrust = "_editoragent/trust/revoke";
    public const string ListMcpServers = "_editoragent/mcp/list";
    public const string TestMcpServer = "_editoragent/mcp/test";
    public const string TrustMcpServer = "_editoragent/mcp/trust";
    public const string AddMcpServer = "_editoragent/mcp/add";
    public const string EditMcpServer = "_editoragent/mcp/edit";
    public const string RemoveMcpServer = "_editoragent/mcp/remove";
    public const string EnableMcpServer = "_editoragent/mcp/enable";
    public const string DisableMcpServer = "_editoragent/mcp/disable";
    public const string LoginMcpServer = "_editoragent/mcp/login";
    public const string LogoutMcpServer = "_editoragent/mcp/logout";
    public const string ImportMcpServers = "_editoragent/mcp/import";
    public const string AuditMcp = "_editoragent/mcp/audit";
    public const string McpServerChanged = "_editoragent/mcp/changed";
    public const string SearchSessions = "_editoragent/sessions/search";
    public const string ForkSession = "_editoragent/sessions/fork";
    public const string ExportSession = "_editoragent/sessions/export";
    public const string ArchiveSession = "_editoragent/sessions/archive";
    public const string RenameSession = "_editoragent/sessions/rename";
    public const string SubagentTranscript = "_editoragent/subagents/transcript";
    public const string FindMentions = "_editoragent/mentions";
    public const string ListCodeTools = "_editoragent/code/tools";
    public const string CallCodeTool = "_editoragent/code/call";
    public const string SetKey = "_editoragent/keys/set";
    public const string KeyStatus = "_editoragent/keys/status";
    public const string UseLocalServer = "_editoragent/keys/use_local";
    public const string CodeAction = "_editoragent/code_action";
    public const string Steer = "_editoragent/session/steer";
}
