import type {
  AgentCapabilities, Calls, CreateElicitationParams, CreateElicitationResult, EditorAgentCapabilities, ReadTextFileParams, ReadTextFileResult,
  RequestPermissionParams, RequestPermissionResult, SessionUpdate, StandardCalls, WriteTextFileParams,
} from "../../exchange/protocol";

/** What may be asked of the sidecar: ACP's own methods, and ours. */
export type AgentCalls = StandardCalls & Calls;

export type Extensions = EditorAgentCapabilities;

/** The sidecar as a peer that has been greeted. */
export interface Agent {
  readonly capabilities: AgentCapabilities;
  /** What it serves beyond ACP; an absent member is not served. */
  readonly extensions: Extensions;
  readonly version: string;
  /** Rejects with {@link AgentError}; a method that was not advertised is never sent. */
  call<M extends keyof AgentCalls>(method: M, params: AgentCalls[M]["params"], signal?: AbortSignal): Promise<AgentCalls[M]["result"]>;
  tell<M extends keyof AgentCalls>(method: M, params: AgentCalls[M]["params"]): void;
  readonly isClosed: boolean;
  readonly closed: Promise<void>;
  close(): void;
}

/** What the sidecar asks and tells. */
export interface AgentHandlers {
  /** Called in the order of arrival, and done when it returns. */
  update(sessionId: string, update: SessionUpdate): void;
  /** The signal is that of the question being withdrawn. */
  permission(params: RequestPermissionParams, signal: AbortSignal): Promise<RequestPermissionResult>;
  elicit(params: CreateElicitationParams, signal: AbortSignal): Promise<CreateElicitationResult>;
  elicited(elicitationId: string): void;
  readTextFile(params: ReadTextFileParams): Promise<ReadTextFileResult>;
  writeTextFile(params: WriteTextFileParams): Promise<void>;
  serverChanged(sessionId: string): void;
  changesChanged(sessionId: string): void;
}

export interface Greeting {
  readonly clientVersion: string;
  /** The workspace is not trusted in the editor: a connection that only reads. */
  readonly isRestricted: boolean;
}

/** Refused by the sidecar, or not sent because it would not be served. The message is for the user. */
export interface AgentError extends Error {
  readonly code: number;
}

export const ErrorCodes = { methodNotFound: -32601, internal: -32603, authenticationRequired: -32000, notFound: -32002, cancelled: -32800 } as const;

export function codeOf(error: unknown): number | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "number" ? error.code : undefined;
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
