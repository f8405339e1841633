import type { StopReason } from "../../shared/protocol";

/** Work that was asked for from the light bulb or a lens; runs as a turn of the session. Lines and characters as in LSP: 0-based, UTF-16. */
export interface CodeActionParams {
  readonly sessionId: string;
  readonly action: string;
  readonly path: string;
  readonly range?: unknown;
  readonly diagnostics?: readonly unknown[];
  readonly selection?: string;
  readonly testName?: string;
  readonly stackTrace?: string;
}

export interface CodeActionCalls {
  "_editoragent/code_action": { params: CodeActionParams; result: { stopReason?: StopReason; _meta?: Record<string, unknown> } };
}

export interface CodeActionCapability {
  readonly codeActions?: number;
}
