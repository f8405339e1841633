// Generated from EditorAgent.Protocol; do not edit.

export interface AgentAuthCapabilities {
  logout?: EmptyCapability;
  _meta?: Record<string, unknown>;
}

export interface AgentCapabilities {
  loadSession?: boolean;
  promptCapabilities?: PromptCapabilities;
  mcpCapabilities?: McpCapabilities;
  sessionCapabilities?: SessionCapabilities;
  auth?: AgentAuthCapabilities;
  _meta?: Record<string, unknown>;
}

export interface Annotations {
  audience?: Role[];
  lastModified?: string;
  priority?: number;
  _meta?: Record<string, unknown>;
}

export interface AuthCapabilities {
  terminal?: boolean;
  _meta?: Record<string, unknown>;
}

/** Open: a newer peer may send kinds that are not listed. */
export type AuthMethod =
  | AuthMethodAgent
  | AuthMethodTerminal;

export interface AuthMethodAgent {
  id: string;
  name: string;
  description?: string;
  _meta?: Record<string, unknown>;
}

export interface AuthMethodTerminal {
  type: "terminal";
  id: string;
  name: string;
  description?: string;
  args?: string[];
  env?: Record<string, string>;
  _meta?: Record<string, unknown>;
}

export interface AuthenticateParams {
  methodId: string;
  _meta?: Record<string, unknown>;
}

export interface AuthenticateResult {
  _meta?: Record<string, unknown>;
}

export interface AvailableCommand {
  name: string;
  description: string;
  input?: AvailableCommandInput;
  _meta?: Record<string, unknown>;
}

export interface AvailableCommandInput {
  hint: string;
  _meta?: Record<string, unknown>;
}

export interface CancelNotification {
  sessionId: string;
  _meta?: Record<string, unknown>;
}

export interface CancelRequestNotification {
  requestId: RequestId;
  _meta?: Record<string, unknown>;
}

export interface ClientCapabilities {
  fs?: FileSystemCapabilities;
  terminal?: boolean;
  session?: ClientSessionCapabilities;
  auth?: AuthCapabilities;
  elicitation?: ElicitationCapabilities;
  _meta?: Record<string, unknown>;
}

export interface ClientSessionCapabilities {
  configOptions?: SessionConfigOptionsCapabilities;
  notices?: EmptyCapability;
  compaction?: EmptyCapability;
  _meta?: Record<string, unknown>;
}

export interface CloseSessionParams {
  sessionId: string;
  _meta?: Record<string, unknown>;
}

export interface CloseSessionResult {
  _meta?: Record<string, unknown>;
}

export interface CompleteElicitationNotification {
  elicitationId: string;
  _meta?: Record<string, unknown>;
}

/** Open: a newer peer may send kinds that are not listed. */
export type ContentBlock =
  | ContentBlockText
  | ContentBlockImage
  | ContentBlockAudio
  | ContentBlockResourceLink
  | ContentBlockResource;

export interface ContentBlockAudio {
  type: "audio";
  data: string;
  mimeType: string;
  annotations?: Annotations;
  _meta?: Record<string, unknown>;
}

export interface ContentBlockImage {
  type: "image";
  data: string;
  mimeType: string;
  uri?: string;
  annotations?: Annotations;
  _meta?: Record<string, unknown>;
}

export interface ContentBlockResource {
  type: "resource";
  resource: ResourceContents;
  annotations?: Annotations;
  _meta?: Record<string, unknown>;
}

export interface ContentBlockResourceLink {
  type: "resource_link";
  name: string;
  uri: string;
  title?: string;
  description?: string;
  mimeType?: string;
  size?: number;
  annotations?: Annotations;
  _meta?: Record<string, unknown>;
}

export interface ContentBlockText {
  type: "text";
  text: string;
  annotations?: Annotations;
  _meta?: Record<string, unknown>;
}

export interface Cost {
  amount: number;
  currency: string;
  _meta?: Record<string, unknown>;
}

/** Open: a newer peer may send kinds that are not listed. */
export type CreateElicitationParams =
  | CreateElicitationParamsFormMode
  | CreateElicitationParamsUrlMode;

export interface CreateElicitationParamsFormMode {
  mode: "form";
  message: string;
  requestedSchema: ElicitationSchema;
  sessionId?: string;
  toolCallId?: string;
  requestId?: RequestId;
  _meta?: Record<string, unknown>;
}

export interface CreateElicitationParamsUrlMode {
  mode: "url";
  message: string;
  elicitationId: string;
  url: string;
  sessionId?: string;
  toolCallId?: string;
  requestId?: RequestId;
  _meta?: Record<string, unknown>;
}

/** Open: a newer peer may send kinds that are not listed. */
export type CreateElicitationResult =
  | CreateElicitationResultAccept
  | CreateElicitationResultDecline
  | CreateElicitationResultCancel;

export interface CreateElicitationResultAccept {
  action: "accept";
  content?: Record<string, unknown>;
  _meta?: Record<string, unknown>;
}

export interface CreateElicitationResultCancel {
  action: "cancel";
  _meta?: Record<string, unknown>;
}

export interface CreateElicitationResultDecline {
  action: "decline";
  _meta?: Record<string, unknown>;
}

export interface CreateTerminalParams {
  sessionId: string;
  command: string;
  args?: string[];
  env?: EnvVariable[];
  cwd?: string;
  outputByteLimit?: number;
  _meta?: Record<string, unknown>;
}

export interface CreateTerminalResult {
  terminalId: string;
  _meta?: Record<string, unknown>;
}

export interface DeleteSessionParams {
  sessionId: string;
  _meta?: Record<string, unknown>;
}

export interface DeleteSessionResult {
  _meta?: Record<string, unknown>;
}

export interface ElicitationCapabilities {
  form?: EmptyCapability;
  url?: EmptyCapability;
  _meta?: Record<string, unknown>;
}

/** Open: a newer peer may send kinds that are not listed. */
export type ElicitationProperty =
  | ElicitationPropertyString
  | ElicitationPropertyNumber
  | ElicitationPropertyInteger
  | ElicitationPropertyBoolean
  | ElicitationPropertyMultiSelect;

export interface ElicitationPropertyBoolean {
  type: "boolean";
  title?: string;
  description?: string;
  default?: boolean;
  _meta?: Record<string, unknown>;
}

export interface ElicitationPropertyInteger {
  type: "integer";
  title?: string;
  description?: string;
  minimum?: number;
  maximum?: number;
  default?: number;
  _meta?: Record<string, unknown>;
}

export interface ElicitationPropertyMultiSelect {
  type: "array";
  title?: string;
  description?: string;
  minItems?: number;
  maxItems?: number;
  items: MultiSelectItems;
  default?: string[];
  _meta?: Record<string, unknown>;
}

export interface ElicitationPropertyNumber {
  type: "number";
  title?: string;
  description?: string;
  minimum?: number;
  maximum?: number;
  default?: number;
  _meta?: Record<string, unknown>;
}

export interface ElicitationPropertyString {
  type: "string";
  title?: string;
  description?: string;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  format?: string;
  default?: string;
  enum?: string[];
  oneOf?: EnumOption[];
  _meta?: Record<string, unknown>;
}

export interface ElicitationSchema {
  title?: string;
  description?: string;
  properties: Record<string, ElicitationProperty>;
  required?: string[];
  _meta?: Record<string, unknown>;
}

export interface EmptyCapability {
  _meta?: Record<string, unknown>;
}

export interface EnumOption {
  const: string;
  title: string;
  description?: string;
  _meta?: Record<string, unknown>;
}

export interface EnvVariable {
  name: string;
  value: string;
  _meta?: Record<string, unknown>;
}

export interface FileSystemCapabilities {
  readTextFile?: boolean;
  writeTextFile?: boolean;
  _meta?: Record<string, unknown>;
}

export interface HttpHeader {
  name: string;
  value: string;
  _meta?: Record<string, unknown>;
}

export interface Implementation {
  name: string;
  title?: string;
  version: string;
  _meta?: Record<string, unknown>;
}

export interface InitializeParams {
  protocolVersion: number;
  clientCapabilities?: ClientCapabilities;
  clientInfo?: Implementation;
  _meta?: Record<string, unknown>;
}

export interface InitializeResult {
  protocolVersion: number;
  agentCapabilities?: AgentCapabilities;
  authMethods?: AuthMethod[];
  agentInfo?: Implementation;
  _meta?: Record<string, unknown>;
}

export interface KillTerminalParams {
  sessionId: string;
  terminalId: string;
  _meta?: Record<string, unknown>;
}

export interface KillTerminalResult {
  _meta?: Record<string, unknown>;
}

export interface ListSessionsParams {
  cwd?: string;
  cursor?: string;
  _meta?: Record<string, unknown>;
}

export interface ListSessionsResult {
  sessions: ListedSession[];
  nextCursor?: string;
  _meta?: Record<string, unknown>;
}

export interface ListedSession {
  sessionId: string;
  cwd: string;
  additionalDirectories?: string[];
  title?: string;
  updatedAt?: string;
  _meta?: Record<string, unknown>;
}

export interface LoadSessionParams {
  sessionId: string;
  cwd: string;
  mcpServers: McpServer[];
  additionalDirectories?: string[];
  _meta?: Record<string, unknown>;
}

export interface LoadSessionResult {
  modes?: SessionModeState;
  configOptions?: SessionConfigOption[];
  models?: SessionModelState;
  _meta?: Record<string, unknown>;
}

export interface LogoutParams {
  _meta?: Record<string, unknown>;
}

export interface LogoutResult {
  _meta?: Record<string, unknown>;
}

export interface McpCapabilities {
  http?: boolean;
  sse?: boolean;
  _meta?: Record<string, unknown>;
}

/** Open: a newer peer may send kinds that are not listed. */
export type McpServer =
  | McpServerStdio
  | McpServerHttp
  | McpServerSse;

export interface McpServerHttp {
  type: "http";
  name: string;
  url: string;
  headers: HttpHeader[];
  _meta?: Record<string, unknown>;
}

export interface McpServerSse {
  type: "sse";
  name: string;
  url: string;
  headers: HttpHeader[];
  _meta?: Record<string, unknown>;
}

export interface McpServerStdio {
  name: string;
  command: string;
  args: string[];
  env: EnvVariable[];
  _meta?: Record<string, unknown>;
}

export interface MultiSelectItems {
  type?: string;
  enum?: string[];
  anyOf?: EnumOption[];
  _meta?: Record<string, unknown>;
}

export interface NewSessionParams {
  cwd: string;
  mcpServers: McpServer[];
  additionalDirectories?: string[];
  _meta?: Record<string, unknown>;
}

export interface NewSessionResult {
  sessionId: string;
  modes?: SessionModeState;
  configOptions?: SessionConfigOption[];
  models?: SessionModelState;
  _meta?: Record<string, unknown>;
}

export interface PermissionOption {
  optionId: string;
  name: string;
  kind: PermissionOptionKind;
  _meta?: Record<string, unknown>;
}

export type PermissionOptionKind = "allow_once" | "allow_always" | "reject_once" | "reject_always";

export interface PermissionToolCall {
  toolCallId: string;
  title?: string;
  name?: string;
  kind?: ToolKind;
  status?: ToolCallStatus;
  content?: ToolCallContent[];
  locations?: ToolCallLocation[];
  rawInput?: unknown;
  rawOutput?: unknown;
  _meta?: Record<string, unknown>;
}

export interface PlanEntry {
  content: string;
  priority: PlanEntryPriority;
  status: PlanEntryStatus;
  _meta?: Record<string, unknown>;
}

export type PlanEntryPriority = "high" | "medium" | "low";

export type PlanEntryStatus = "pending" | "in_progress" | "completed";

export interface PromptCapabilities {
  image?: boolean;
  audio?: boolean;
  embeddedContext?: boolean;
  _meta?: Record<string, unknown>;
}

export interface PromptParams {
  sessionId: string;
  prompt: ContentBlock[];
  _meta?: Record<string, unknown>;
}

export interface PromptResult {
  stopReason: StopReason;
  _meta?: Record<string, unknown>;
}

export interface ReadTextFileParams {
  sessionId: string;
  path: string;
  line?: number;
  limit?: number;
  _meta?: Record<string, unknown>;
}

export interface ReadTextFileResult {
  content: string;
  _meta?: Record<string, unknown>;
}

export interface ReleaseTerminalParams {
  sessionId: string;
  terminalId: string;
  _meta?: Record<string, unknown>;
}

export interface ReleaseTerminalResult {
  _meta?: Record<string, unknown>;
}

export type RequestId = number | string;

/** Open: a newer peer may send kinds that are not listed. */
export type RequestPermissionOutcome =
  | RequestPermissionOutcomeSelected
  | RequestPermissionOutcomeCancelled;

export interface RequestPermissionOutcomeCancelled {
  outcome: "cancelled";
}

export interface RequestPermissionOutcomeSelected {
  outcome: "selected";
  optionId: string;
  _meta?: Record<string, unknown>;
}

export interface RequestPermissionParams {
  sessionId: string;
  toolCall: PermissionToolCall;
  options: PermissionOption[];
  _meta?: Record<string, unknown>;
}

export interface RequestPermissionResult {
  outcome: RequestPermissionOutcome;
  _meta?: Record<string, unknown>;
}

/** Open: a newer peer may send kinds that are not listed. */
export type ResourceContents =
  | ResourceContentsText
  | ResourceContentsBlob;

export interface ResourceContentsBlob {
  uri: string;
  blob: string;
  mimeType?: string;
  _meta?: Record<string, unknown>;
}

export interface ResourceContentsText {
  uri: string;
  text: string;
  mimeType?: string;
  _meta?: Record<string, unknown>;
}

export interface ResumeSessionParams {
  sessionId: string;
  cwd: string;
  mcpServers?: McpServer[];
  additionalDirectories?: string[];
  _meta?: Record<string, unknown>;
}

export interface ResumeSessionResult {
  modes?: SessionModeState;
  configOptions?: SessionConfigOption[];
  models?: SessionModelState;
  _meta?: Record<string, unknown>;
}

export type Role = "assistant" | "user";

export interface SessionCapabilities {
  list?: EmptyCapability;
  delete?: EmptyCapability;
  additionalDirectories?: EmptyCapability;
  resume?: EmptyCapability;
  close?: EmptyCapability;
  _meta?: Record<string, unknown>;
}

/** Open: a newer peer may send kinds that are not listed. */
export type SessionConfigOption =
  | SessionConfigOptionSelect
  | SessionConfigOptionBoolean;

export interface SessionConfigOptionBoolean {
  type: "boolean";
  id: string;
  name: string;
  description?: string;
  category?: string;
  currentValue: boolean;
  _meta?: Record<string, unknown>;
}

export interface SessionConfigOptionSelect {
  type: "select";
  id: string;
  name: string;
  description?: string;
  category?: string;
  currentValue: string;
  options: SessionConfigSelectOptions;
  _meta?: Record<string, unknown>;
}

export interface SessionConfigOptionsCapabilities {
  boolean?: EmptyCapability;
  _meta?: Record<string, unknown>;
}

export interface SessionConfigSelectGroup {
  group: string;
  name: string;
  options: SessionConfigSelectOption[];
  _meta?: Record<string, unknown>;
}

export interface SessionConfigSelectOption {
  value: string;
  name: string;
  description?: string;
  _meta?: Record<string, unknown>;
}

export type SessionConfigSelectOptions = SessionConfigSelectOption[] | SessionConfigSelectGroup[];

export interface SessionConfigSelectOptionsFlat {
  options?: SessionConfigSelectOption[];
}

export interface SessionConfigSelectOptionsGrouped {
  groups?: SessionConfigSelectGroup[];
}

export type SessionConfigValue = string | boolean;

export interface SessionConfigValueChoice {
  value?: string;
}

export interface SessionConfigValueSwitch {
  on?: boolean;
}

export interface SessionMode {
  id: string;
  name: string;
  description?: string;
  _meta?: Record<string, unknown>;
}

export interface SessionModeState {
  currentModeId: string;
  availableModes: SessionMode[];
  _meta?: Record<string, unknown>;
}

export interface SessionModel {
  modelId: string;
  name: string;
  description?: string;
  _meta?: Record<string, unknown>;
}

export interface SessionModelState {
  currentModelId: string;
  availableModels: SessionModel[];
  _meta?: Record<string, unknown>;
}

/** Open: a newer peer may send kinds that are not listed. */
export type SessionUpdate =
  | SessionUpdateUserMessageChunk
  | SessionUpdateAgentMessageChunk
  | SessionUpdateAgentThoughtChunk
  | SessionUpdateToolCall
  | SessionUpdateToolCallUpdate
  | SessionUpdatePlan
  | SessionUpdateAvailableCommandsUpdate
  | SessionUpdateCurrentModeUpdate
  | SessionUpdateConfigOptionUpdate
  | SessionUpdateSessionInfoUpdate
  | SessionUpdateUsageUpdate
  | SessionUpdateNotice
  | SessionUpdateCompactionUpdate
  | SessionUpdateCompactionSummaryChunk;

export interface SessionUpdateAgentMessageChunk {
  sessionUpdate: "agent_message_chunk";
  content: ContentBlock;
  messageId?: string;
  _meta?: Record<string, unknown>;
}

export interface SessionUpdateAgentThoughtChunk {
  sessionUpdate: "agent_thought_chunk";
  content: ContentBlock;
  messageId?: string;
  _meta?: Record<string, unknown>;
}

export interface SessionUpdateAvailableCommandsUpdate {
  sessionUpdate: "available_commands_update";
  availableCommands: AvailableCommand[];
  _meta?: Record<string, unknown>;
}

export interface SessionUpdateCompactionSummaryChunk {
  sessionUpdate: "compaction_summary_chunk";
  compactionId: string;
  content: ContentBlock;
  _meta?: Record<string, unknown>;
}

export interface SessionUpdateCompactionUpdate {
  sessionUpdate: "compaction_update";
  compactionId: string;
  status: string;
  summary?: ContentBlock[];
  error?: string;
  _meta?: Record<string, unknown>;
}

export interface SessionUpdateConfigOptionUpdate {
  sessionUpdate: "config_option_update";
  configOptions: SessionConfigOption[];
  _meta?: Record<string, unknown>;
}

export interface SessionUpdateCurrentModeUpdate {
  sessionUpdate: "current_mode_update";
  currentModeId: string;
  _meta?: Record<string, unknown>;
}

export interface SessionUpdateNotice {
  sessionUpdate: "notice";
  severity: string;
  title: string;
  description?: string;
  _meta?: Record<string, unknown>;
}

export interface SessionUpdateNotification {
  sessionId: string;
  update: SessionUpdate;
  _meta?: Record<string, unknown>;
}

export interface SessionUpdatePlan {
  sessionUpdate: "plan";
  entries: PlanEntry[];
  _meta?: Record<string, unknown>;
}

export interface SessionUpdateSessionInfoUpdate {
  sessionUpdate: "session_info_update";
  title?: string;
  updatedAt?: string;
  _meta?: Record<string, unknown>;
}

export interface SessionUpdateToolCall {
  sessionUpdate: "tool_call";
  toolCallId: string;
  title: string;
  name?: string;
  kind?: ToolKind;
  status?: ToolCallStatus;
  content?: ToolCallContent[];
  locations?: ToolCallLocation[];
  rawInput?: unknown;
  rawOutput?: unknown;
  _meta?: Record<string, unknown>;
}

export interface SessionUpdateToolCallUpdate {
  sessionUpdate: "tool_call_update";
  toolCallId: string;
  title?: string;
  name?: string;
  kind?: ToolKind;
  status?: ToolCallStatus;
  content?: ToolCallContent[];
  locations?: ToolCallLocation[];
  rawInput?: unknown;
  rawOutput?: unknown;
  _meta?: Record<string, unknown>;
}

export interface SessionUpdateUsageUpdate {
  sessionUpdate: "usage_update";
  used: number;
  size: number;
  cost?: Cost;
  _meta?: Record<string, unknown>;
}

export interface SessionUpdateUserMessageChunk {
  sessionUpdate: "user_message_chunk";
  content: ContentBlock;
  messageId?: string;
  _meta?: Record<string, unknown>;
}

export interface SetSessionConfigOptionParams {
  sessionId: string;
  configId: string;
  type?: string;
  value: SessionConfigValue;
  _meta?: Record<string, unknown>;
}

export interface SetSessionConfigOptionResult {
  configOptions: SessionConfigOption[];
  _meta?: Record<string, unknown>;
}

export interface SetSessionModeParams {
  sessionId: string;
  modeId: string;
  _meta?: Record<string, unknown>;
}

export interface SetSessionModeResult {
  _meta?: Record<string, unknown>;
}

export interface SetSessionModelParams {
  sessionId: string;
  modelId: string;
  _meta?: Record<string, unknown>;
}

export interface SetSessionModelResult {
  _meta?: Record<string, unknown>;
}

export type StopReason = "end_turn" | "max_tokens" | "max_turn_requests" | "refusal" | "cancelled";

export interface TerminalExitStatus {
  exitCode?: number;
  signal?: string;
  _meta?: Record<string, unknown>;
}

export interface TerminalOutputParams {
  sessionId: string;
  terminalId: string;
  _meta?: Record<string, unknown>;
}

export interface TerminalOutputResult {
  output: string;
  truncated: boolean;
  exitStatus?: TerminalExitStatus;
  _meta?: Record<string, unknown>;
}

/** Open: a newer peer may send kinds that are not listed. */
export type ToolCallContent =
  | ToolCallContentBlock
  | ToolCallContentDiff
  | ToolCallContentTerminal;

export interface ToolCallContentBlock {
  type: "content";
  content: ContentBlock;
  _meta?: Record<string, unknown>;
}

export interface ToolCallContentDiff {
  type: "diff";
  path: string;
  oldText?: string;
  newText: string;
  _meta?: Record<string, unknown>;
}

export interface ToolCallContentTerminal {
  type: "terminal";
  terminalId: string;
  _meta?: Record<string, unknown>;
}

export interface ToolCallLocation {
  path: string;
  line?: number;
  _meta?: Record<string, unknown>;
}

export type ToolCallStatus = "pending" | "in_progress" | "completed" | "failed";

export type ToolKind = "read" | "edit" | "delete" | "move" | "search" | "execute" | "think" | "fetch" | "switch_mode" | "other";

export interface WaitForTerminalExitParams {
  sessionId: string;
  terminalId: string;
  _meta?: Record<string, unknown>;
}

export interface WaitForTerminalExitResult {
  exitCode?: number;
  signal?: string;
  _meta?: Record<string, unknown>;
}

export interface WriteTextFileParams {
  sessionId: string;
  path: string;
  content: string;
  _meta?: Record<string, unknown>;
}

export interface WriteTextFileResult {
  _meta?: Record<string, unknown>;
}

export const methods = {
  "authenticate": { servedBy: "agent" },
  "initialize": { servedBy: "agent" },
  "logout": { servedBy: "agent" },
  "session/cancel": { servedBy: "agent" },
  "session/close": { servedBy: "agent" },
  "session/delete": { servedBy: "agent" },
  "session/list": { servedBy: "agent" },
  "session/load": { servedBy: "agent" },
  "session/new": { servedBy: "agent" },
  "session/prompt": { servedBy: "agent" },
  "session/resume": { servedBy: "agent" },
  "session/set_config_option": { servedBy: "agent" },
  "session/set_mode": { servedBy: "agent" },
  "session/set_model": { servedBy: "agent" },
  "elicitation/complete": { servedBy: "client" },
  "elicitation/create": { servedBy: "client" },
  "fs/read_text_file": { servedBy: "client" },
  "fs/write_text_file": { servedBy: "client" },
  "session/request_permission": { servedBy: "client" },
  "session/update": { servedBy: "client" },
  "terminal/create": { servedBy: "client" },
  "terminal/kill": { servedBy: "client" },
  "terminal/output": { servedBy: "client" },
  "terminal/release": { servedBy: "client" },
  "terminal/wait_for_exit": { servedBy: "client" },
  "$/cancel_request": { servedBy: "both" },
} as const;

/** Parameters and result of each method; a notification has no result. */
export interface Calls {
  "authenticate": { params: AuthenticateParams; result: AuthenticateResult };
  "initialize": { params: InitializeParams; result: InitializeResult };
  "logout": { params: LogoutParams; result: LogoutResult };
  "session/cancel": { params: CancelNotification; result: never };
  "session/close": { params: CloseSessionParams; result: CloseSessionResult };
  "session/delete": { params: DeleteSessionParams; result: DeleteSessionResult };
  "session/list": { params: ListSessionsParams; result: ListSessionsResult };
  "session/load": { params: LoadSessionParams; result: LoadSessionResult };
  "session/new": { params: NewSessionParams; result: NewSessionResult };
  "session/prompt": { params: PromptParams; result: PromptResult };
  "session/resume": { params: ResumeSessionParams; result: ResumeSessionResult };
  "session/set_config_option": { params: SetSessionConfigOptionParams; result: SetSessionConfigOptionResult };
  "session/set_mode": { params: SetSessionModeParams; result: SetSessionModeResult };
  "session/set_model": { params: SetSessionModelParams; result: SetSessionModelResult };
  "elicitation/complete": { params: CompleteElicitationNotification; result: never };
  "elicitation/create": { params: CreateElicitationParams; result: CreateElicitationResult };
  "fs/read_text_file": { params: ReadTextFileParams; result: ReadTextFileResult };
  "fs/write_text_file": { params: WriteTextFileParams; result: WriteTextFileResult };
  "session/request_permission": { params: RequestPermissionParams; result: RequestPermissionResult };
  "session/update": { params: SessionUpdateNotification; result: never };
  "terminal/create": { params: CreateTerminalParams; result: CreateTerminalResult };
  "terminal/kill": { params: KillTerminalParams; result: KillTerminalResult };
  "terminal/output": { params: TerminalOutputParams; result: TerminalOutputResult };
  "terminal/release": { params: ReleaseTerminalParams; result: ReleaseTerminalResult };
  "terminal/wait_for_exit": { params: WaitForTerminalExitParams; result: WaitForTerminalExitResult };
  "$/cancel_request": { params: CancelRequestNotification; result: never };
}
