// Generated from EditorAgent.Protocol; do not edit.
import type { ContentBlock } from "./acp.js";

export interface AgentCapabilitiesMeta {
  editoragent: EditorAgentCapabilities;
}

export interface EditorAgentCapabilities {
  undoTurn?: number;
  steer?: number;
}

export interface PromptResultMeta {
  editoragent: TurnReference;
}

export interface SteerParams {
  sessionId: string;
  prompt: ContentBlock[];
  _meta?: Record<string, unknown>;
}

export interface SteerResult {
  _meta?: Record<string, unknown>;
}

export interface TurnReference {
  turnId: string;
}

export interface UndoTurnParams {
  sessionId: string;
  turnId?: string;
  _meta?: Record<string, unknown>;
}

export interface UndoTurnResult {
  restored: string[];
  conflicts: string[];
  _meta?: Record<string, unknown>;
}

export const methods = {
  "_editoragent/session/steer": { servedBy: "agent" },
  "_editoragent/session/undo_turn": { servedBy: "agent" },
} as const;

/** Parameters and result of each method; a notification has no result. */
export interface Calls {
  "_editoragent/session/steer": { params: SteerParams; result: SteerResult };
  "_editoragent/session/undo_turn": { params: UndoTurnParams; result: UndoTurnResult };
}
