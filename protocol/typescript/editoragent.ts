// Generated from EditorAgent.Protocol; do not edit.
import type { ContentBlock, SessionUpdate, StopReason } from "./acp.js";

export interface AddMcpServerParams {
  sessionId: string;
  name: string;
  scope: string;
  server: unknown;
  _meta?: Record<string, unknown>;
}

export interface AgentCapabilitiesMeta {
  editoragent: EditorAgentCapabilities;
}

export interface AnswerApprovalParams {
  sessionId: string;
  requestId: string;
  shownHash: string;
  outcome: ApprovalOutcome;
  grant?: string;
  feedback?: string;
  arguments?: unknown;
  _meta?: Record<string, unknown>;
}

export interface AnswerApprovalResult {
  stopReason?: StopReason;
  _meta?: Record<string, unknown>;
}

export interface ApprovalGrant {
  grantId?: string;
  pattern: string;
  grantedAt?: string;
  files?: number;
}

export type ApprovalOutcome = "allow_once" | "allow_session" | "allow_always" | "reject" | "cancel";

export interface ArchiveSessionParams {
  sessionId: string;
  archived: boolean;
  _meta?: Record<string, unknown>;
}

export interface ArchiveSessionResult {
  _meta?: Record<string, unknown>;
}

export interface AuditMcpParams {
  sessionId: string;
  server?: string;
  limit?: number;
  _meta?: Record<string, unknown>;
}

export interface AuditMcpResult {
  records: McpAuditRecord[];
  damage?: string;
  _meta?: Record<string, unknown>;
}

export interface CallCodeToolParams {
  sessionId?: string;
  cwd?: string;
  tool: string;
  arguments: unknown;
  _meta?: Record<string, unknown>;
}

export interface CallCodeToolResult {
  text: string;
  isError: boolean;
  _meta?: Record<string, unknown>;
}

export interface CallDecision {
  by: DecisionMaker;
  isAllowed: boolean;
  text: string;
}

export interface ChangedFile {
  path: string;
  standing: FileStanding;
  hunks: ChangedHunk[];
  obstacle?: string;
}

export interface ChangedHunk {
  hunkId: string;
  oldStart: number;
  oldCount: number;
  oldText?: string;
  newStart: number;
  newCount: number;
  newText?: string;
  authors: HunkAuthor[];
  isEdited: boolean;
}

export interface ChangesChangedNotification {
  sessionId: string;
  path: string;
  _meta?: Record<string, unknown>;
}

export interface ChangingTurn {
  turnId: string;
  startedAt: string;
  files: number;
  isUndone: boolean;
}

export interface ClientCapabilitiesMeta {
  editoragent: EditorAgentClientCapabilities;
}

export type CodeActionName = "fix" | "fix_and_add_tests" | "add_tests" | "explain" | "document" | "fix_test";

export interface CodeActionParams {
  sessionId: string;
  action: CodeActionName;
  path: string;
  range?: EditorRange;
  diagnostics?: EditorDiagnostic[];
  selection?: string;
  testName?: string;
  stackTrace?: string;
  _meta?: Record<string, unknown>;
}

export interface CodeActionResult {
  stopReason: StopReason;
  _meta?: Record<string, unknown>;
}

export interface CodeTool {
  name: string;
  description: string;
  inputSchema: unknown;
}

export interface ConfiguredModel {
  name: string;
  provider: string;
  model: string;
  isDefault: boolean;
  isUsable: boolean;
}

export type DecisionMaker = "rule" | "grant" | "mode" | "user" | "safeguard";

export interface DisableMcpServerParams {
  sessionId: string;
  name: string;
  _meta?: Record<string, unknown>;
}

export interface EditMcpServerParams {
  sessionId: string;
  name: string;
  scope: string;
  changes: unknown;
  _meta?: Record<string, unknown>;
}

export interface EditorAgentCapabilities {
  undoTurn?: number;
  steer?: number;
  approvals?: number;
  trust?: number;
  mcp?: number;
  review?: number;
  codeAction?: number;
  explainPermission?: number;
  history?: number;
  mentions?: number;
  subagents?: number;
  toolDetails?: number;
  codeTools?: number;
  keys?: number;
  restricted?: number;
}

export interface EditorAgentClientCapabilities {
  mcp?: number;
  review?: number;
  restricted?: boolean;
}

export interface EditorDiagnostic {
  message: string;
  code?: string;
  source?: string;
  severity?: string;
  range: EditorRange;
}

export interface EditorPosition {
  line: number;
  character: number;
}

export interface EditorRange {
  start: EditorPosition;
  end: EditorPosition;
}

export interface EnableMcpServerParams {
  sessionId: string;
  name: string;
  _meta?: Record<string, unknown>;
}

export interface ExplainPermissionParams {
  sessionId: string;
  toolName: string;
  call?: string;
  _meta?: Record<string, unknown>;
}

export interface ExplainPermissionResult {
  decision: string;
  reason: string;
  source?: PermissionSource;
  marks: string[];
  needsTrust?: boolean;
  modeId?: string;
  change?: string;
  _meta?: Record<string, unknown>;
}

export interface ExportSessionParams {
  sessionId: string;
  format: string;
  _meta?: Record<string, unknown>;
}

export interface ExportSessionResult {
  text: string;
  suggestedName: string;
  _meta?: Record<string, unknown>;
}

export type FileStanding = "changed" | "created" | "deleted";

export interface FindMentionsParams {
  sessionId: string;
  query: string;
  kinds?: MentionKind[];
  limit?: number;
  _meta?: Record<string, unknown>;
}

export interface FindMentionsResult {
  items: Mention[];
  isPartial: boolean;
  _meta?: Record<string, unknown>;
}

export interface ForkSessionParams {
  sessionId: string;
  turnId?: string;
  _meta?: Record<string, unknown>;
}

export interface ForkSessionResult {
  sessionId: string;
  _meta?: Record<string, unknown>;
}

export interface FoundSession {
  sessionId: string;
  title?: string;
  cwd: string;
  updatedAt: string;
  turns: number;
  snippet?: string;
}

export interface GrantTrustParams {
  sessionId: string;
  path: string;
  fingerprint: string;
  duration: string;
  _meta?: Record<string, unknown>;
}

export interface GrantTrustResult {
  _meta?: Record<string, unknown>;
}

export interface HunkAuthor {
  turnId: string;
  toolCallId: string;
}

export interface ImportMcpServersParams {
  sessionId: string;
  source: string;
  scope: string;
  names?: string[];
  _meta?: Record<string, unknown>;
}

export interface ImportMcpServersResult {
  servers: McpImport[];
  _meta?: Record<string, unknown>;
}

export interface JudgeChangesResult {
  judged: string[];
  refused: RefusedChange[];
  undoTurnId?: string;
  _meta?: Record<string, unknown>;
}

export interface KeepChangesParams {
  sessionId: string;
  hunkIds?: string[];
  path?: string;
  _meta?: Record<string, unknown>;
}

export interface KeyStatusParams {
  _meta?: Record<string, unknown>;
}

export interface KeyStatusResult {
  providers: ProviderKey[];
  models: ConfiguredModel[];
  localServers: LocalModelServer[];
  _meta?: Record<string, unknown>;
}

export interface ListApprovalsParams {
  sessionId: string;
  _meta?: Record<string, unknown>;
}

export interface ListApprovalsResult {
  pending: PendingApproval[];
  grants: ApprovalGrant[];
  _meta?: Record<string, unknown>;
}

export interface ListChangesParams {
  sessionId: string;
  _meta?: Record<string, unknown>;
}

export interface ListChangesResult {
  files: ChangedFile[];
  turns: ChangingTurn[];
  _meta?: Record<string, unknown>;
}

export interface ListCodeToolsParams {
  sessionId?: string;
  cwd?: string;
  _meta?: Record<string, unknown>;
}

export interface ListCodeToolsResult {
  tools: CodeTool[];
  _meta?: Record<string, unknown>;
}

export interface ListMcpServersParams {
  sessionId: string;
  _meta?: Record<string, unknown>;
}

export interface ListMcpServersResult {
  servers: McpServerStatus[];
  problems: string[];
  _meta?: Record<string, unknown>;
}

export interface LocalModelServer {
  name: string;
  endpoint: string;
  models: string[];
  configuration: string;
  isConfigured: boolean;
}

export interface LoginMcpServerParams {
  sessionId: string;
  name: string;
  _meta?: Record<string, unknown>;
}

export interface LogoutMcpServerParams {
  sessionId: string;
  name: string;
  _meta?: Record<string, unknown>;
}

export interface McpAuditRecord {
  time: string;
  server: string;
  tool: string;
  arguments: string;
  approvedBy: string;
  rule: string;
  outcome: string;
  durationMs: number;
  resultBytes: number;
}

export interface McpImport {
  name: string;
  source: string;
  what: string;
  isWritten: boolean;
  note?: string;
}

export interface McpServerChangedNotification {
  sessionId: string;
  server: McpServerStatus;
  _meta?: Record<string, unknown>;
}

export interface McpServerResult {
  server: McpServerStatus;
  _meta?: Record<string, unknown>;
}

export interface McpServerStatus {
  name: string;
  scope: string;
  what: string;
  state: string;
  revision?: string;
  transport?: string;
  tools?: number;
  latencyMs?: number;
  problems: string[];
  trustLines: string[];
  fingerprint?: string;
  errorTail: string[];
}

export interface Mention {
  kind: MentionKind;
  label: string;
  detail?: string;
  uri: string;
  line?: number;
  insert: string;
}

export type MentionKind = "file" | "folder" | "symbol" | "problem" | "resource";

export interface PendingApproval {
  requestId: string;
  shownHash: string;
  toolCallId: string;
  title: string;
  command?: string;
  lines: string[];
  grants: string[];
  isCut?: boolean;
  editableArguments: string[];
  isResting?: boolean;
}

export interface PermissionSource {
  kind: string;
  pattern?: string;
  decision?: string;
  file?: string;
  line?: number;
  mark?: string;
}

export interface PromptResultMeta {
  editoragent: TurnReference;
}

export interface ProviderKey {
  name: string;
  isSet: boolean;
  source?: string;
  endpoint: string;
  needsKey: boolean;
}

export interface ReadBaselineParams {
  sessionId: string;
  path: string;
  _meta?: Record<string, unknown>;
}

export interface ReadBaselineResult {
  text?: string;
  _meta?: Record<string, unknown>;
}

export interface RefusedChange {
  subject: string;
  reason: string;
}

export interface RemoveMcpServerParams {
  sessionId: string;
  name: string;
  scope: string;
  _meta?: Record<string, unknown>;
}

export interface RenameSessionParams {
  sessionId: string;
  title: string;
  _meta?: Record<string, unknown>;
}

export interface RenameSessionResult {
  title: string;
  _meta?: Record<string, unknown>;
}

export interface RestoreParams {
  sessionId: string;
  turnId: string;
  _meta?: Record<string, unknown>;
}

export interface RevokeApprovalParams {
  sessionId: string;
  grantId: string;
  _meta?: Record<string, unknown>;
}

export interface RevokeApprovalResult {
  _meta?: Record<string, unknown>;
}

export interface RevokeTrustParams {
  sessionId: string;
  path: string;
  _meta?: Record<string, unknown>;
}

export interface RevokeTrustResult {
  wasTrusted: boolean;
  _meta?: Record<string, unknown>;
}

export interface SearchSessionsParams {
  query: string;
  cwd?: string;
  archived?: boolean;
  limit?: number;
  _meta?: Record<string, unknown>;
}

export interface SearchSessionsResult {
  sessions: FoundSession[];
  isPartial: boolean;
  _meta?: Record<string, unknown>;
}

export interface SetKeyParams {
  provider: string;
  key: string;
  _meta?: Record<string, unknown>;
}

export interface SetKeyResult {
  _meta?: Record<string, unknown>;
}

export interface SteerParams {
  sessionId: string;
  prompt: ContentBlock[];
  _meta?: Record<string, unknown>;
}

export interface SteerResult {
  _meta?: Record<string, unknown>;
}

export interface SubagentDetails {
  sessionId: string;
  profile: string;
  steps: number;
  tokens: number;
}

export interface SubagentTranscriptParams {
  sessionId: string;
  subagentId: string;
  _meta?: Record<string, unknown>;
}

export interface SubagentTranscriptResult {
  updates: SessionUpdate[];
  isPartial: boolean;
  _meta?: Record<string, unknown>;
}

export interface TestMcpServerParams {
  sessionId: string;
  name: string;
  _meta?: Record<string, unknown>;
}

export interface ToolCallDetails {
  decision?: CallDecision;
  server?: string;
  tool?: string;
  subagent?: SubagentDetails;
  durationMs?: number;
}

export interface ToolCallMeta {
  editoragent: ToolCallDetails;
}

export interface TrustChange {
  path: string;
  kind: string;
  oldText?: string;
  newText?: string;
}

export interface TrustItem {
  kind: string;
  source: string;
  what?: string;
}

export interface TrustMcpServerParams {
  sessionId: string;
  name: string;
  fingerprint: string;
  believesAnnotations?: boolean;
  _meta?: Record<string, unknown>;
}

export interface TrustRoot {
  path: string;
  state: string;
  fingerprint: string;
  gap?: string;
  items: TrustItem[];
  unlisted?: number;
  changes: TrustChange[];
}

export interface TrustStatusParams {
  sessionId: string;
  _meta?: Record<string, unknown>;
}

export interface TrustStatusResult {
  roots: TrustRoot[];
  _meta?: Record<string, unknown>;
}

export interface TurnReference {
  turnId: string;
}

export interface UndoChangesParams {
  sessionId: string;
  hunkIds?: string[];
  path?: string;
  _meta?: Record<string, unknown>;
}

export interface UndoTurnParams {
  sessionId: string;
  turnId?: string;
  _meta?: Record<string, unknown>;
}

export interface UndoTurnResult {
  restored: string[];
  conflicts: string[];
  undoTurnId?: string;
  _meta?: Record<string, unknown>;
}

export interface UseLocalServerParams {
  endpoint: string;
  model: string;
  _meta?: Record<string, unknown>;
}

export interface UseLocalServerResult {
  name: string;
  file: string;
  _meta?: Record<string, unknown>;
}

export const methods = {
  "_editoragent/approvals/answer": { servedBy: "agent" },
  "_editoragent/approvals/list": { servedBy: "agent" },
  "_editoragent/approvals/revoke": { servedBy: "agent" },
  "_editoragent/code/call": { servedBy: "agent" },
  "_editoragent/code/tools": { servedBy: "agent" },
  "_editoragent/code_action": { servedBy: "agent" },
  "_editoragent/keys/set": { servedBy: "agent" },
  "_editoragent/keys/status": { servedBy: "agent" },
  "_editoragent/keys/use_local": { servedBy: "agent" },
  "_editoragent/mcp/add": { servedBy: "agent" },
  "_editoragent/mcp/audit": { servedBy: "agent" },
  "_editoragent/mcp/disable": { servedBy: "agent" },
  "_editoragent/mcp/edit": { servedBy: "agent" },
  "_editoragent/mcp/enable": { servedBy: "agent" },
  "_editoragent/mcp/import": { servedBy: "agent" },
  "_editoragent/mcp/list": { servedBy: "agent" },
  "_editoragent/mcp/login": { servedBy: "agent" },
  "_editoragent/mcp/logout": { servedBy: "agent" },
  "_editoragent/mcp/remove": { servedBy: "agent" },
  "_editoragent/mcp/test": { servedBy: "agent" },
  "_editoragent/mcp/trust": { servedBy: "agent" },
  "_editoragent/mentions": { servedBy: "agent" },
  "_editoragent/permissions/explain": { servedBy: "agent" },
  "_editoragent/review/baseline": { servedBy: "agent" },
  "_editoragent/review/keep": { servedBy: "agent" },
  "_editoragent/review/list": { servedBy: "agent" },
  "_editoragent/review/restore": { servedBy: "agent" },
  "_editoragent/review/undo": { servedBy: "agent" },
  "_editoragent/session/steer": { servedBy: "agent" },
  "_editoragent/session/undo_turn": { servedBy: "agent" },
  "_editoragent/sessions/archive": { servedBy: "agent" },
  "_editoragent/sessions/export": { servedBy: "agent" },
  "_editoragent/sessions/fork": { servedBy: "agent" },
  "_editoragent/sessions/rename": { servedBy: "agent" },
  "_editoragent/sessions/search": { servedBy: "agent" },
  "_editoragent/subagents/transcript": { servedBy: "agent" },
  "_editoragent/trust/grant": { servedBy: "agent" },
  "_editoragent/trust/revoke": { servedBy: "agent" },
  "_editoragent/trust/status": { servedBy: "agent" },
  "_editoragent/mcp/changed": { servedBy: "client" },
  "_editoragent/review/changed": { servedBy: "client" },
} as const;

/** Parameters and result of each method; a notification has no result. */
export interface Calls {
  "_editoragent/approvals/answer": { params: AnswerApprovalParams; result: AnswerApprovalResult };
  "_editoragent/approvals/list": { params: ListApprovalsParams; result: ListApprovalsResult };
  "_editoragent/approvals/revoke": { params: RevokeApprovalParams; result: RevokeApprovalResult };
  "_editoragent/code/call": { params: CallCodeToolParams; result: CallCodeToolResult };
  "_editoragent/code/tools": { params: ListCodeToolsParams; result: ListCodeToolsResult };
  "_editoragent/code_action": { params: CodeActionParams; result: CodeActionResult };
  "_editoragent/keys/set": { params: SetKeyParams; result: SetKeyResult };
  "_editoragent/keys/status": { params: KeyStatusParams; result: KeyStatusResult };
  "_editoragent/keys/use_local": { params: UseLocalServerParams; result: UseLocalServerResult };
  "_editoragent/mcp/add": { params: AddMcpServerParams; result: ListMcpServersResult };
  "_editoragent/mcp/audit": { params: AuditMcpParams; result: AuditMcpResult };
  "_editoragent/mcp/disable": { params: DisableMcpServerParams; result: ListMcpServersResult };
  "_editoragent/mcp/edit": { params: EditMcpServerParams; result: ListMcpServersResult };
  "_editoragent/mcp/enable": { params: EnableMcpServerParams; result: ListMcpServersResult };
  "_editoragent/mcp/import": { params: ImportMcpServersParams; result: ImportMcpServersResult };
  "_editoragent/mcp/list": { params: ListMcpServersParams; result: ListMcpServersResult };
  "_editoragent/mcp/login": { params: LoginMcpServerParams; result: McpServerResult };
  "_editoragent/mcp/logout": { params: LogoutMcpServerParams; result: McpServerResult };
  "_editoragent/mcp/remove": { params: RemoveMcpServerParams; result: ListMcpServersResult };
  "_editoragent/mcp/test": { params: TestMcpServerParams; result: McpServerResult };
  "_editoragent/mcp/trust": { params: TrustMcpServerParams; result: McpServerResult };
  "_editoragent/mentions": { params: FindMentionsParams; result: FindMentionsResult };
  "_editoragent/permissions/explain": { params: ExplainPermissionParams; result: ExplainPermissionResult };
  "_editoragent/review/baseline": { params: ReadBaselineParams; result: ReadBaselineResult };
  "_editoragent/review/keep": { params: KeepChangesParams; result: JudgeChangesResult };
  "_editoragent/review/list": { params: ListChangesParams; result: ListChangesResult };
  "_editoragent/review/restore": { params: RestoreParams; result: UndoTurnResult };
  "_editoragent/review/undo": { params: UndoChangesParams; result: JudgeChangesResult };
  "_editoragent/session/steer": { params: SteerParams; result: SteerResult };
  "_editoragent/session/undo_turn": { params: UndoTurnParams; result: UndoTurnResult };
  "_editoragent/sessions/archive": { params: ArchiveSessionParams; result: ArchiveSessionResult };
  "_editoragent/sessions/export": { params: ExportSessionParams; result: ExportSessionResult };
  "_editoragent/sessions/fork": { params: ForkSessionParams; result: ForkSessionResult };
  "_editoragent/sessions/rename": { params: RenameSessionParams; result: RenameSessionResult };
  "_editoragent/sessions/search": { params: SearchSessionsParams; result: SearchSessionsResult };
  "_editoragent/subagents/transcript": { params: SubagentTranscriptParams; result: SubagentTranscriptResult };
  "_editoragent/trust/grant": { params: GrantTrustParams; result: GrantTrustResult };
  "_editoragent/trust/revoke": { params: RevokeTrustParams; result: RevokeTrustResult };
  "_editoragent/trust/status": { params: TrustStatusParams; result: TrustStatusResult };
  "_editoragent/mcp/changed": { params: McpServerChangedNotification; result: never };
  "_editoragent/review/changed": { params: ChangesChangedNotification; result: never };
}
