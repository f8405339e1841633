import type { ContentBlock, CreateElicitationParams } from "./protocol";
import type { Snapshot, TranscriptEvent } from "./transcript";

/** What the chat panel's document says to the extension host. Everything in it is checked there: the document is not believed. */
export type FromPanel =
  | { readonly type: "ready" }
  | { readonly type: "prompt"; readonly key: string; readonly text: string; readonly attachments: readonly Attachment[]; readonly when: "now" | "queue" | "steer" }
  | { readonly type: "unqueue"; readonly key: string }
  | { readonly type: "stop" }
  | { readonly type: "answer"; readonly questionId: string; readonly optionId: string; readonly feedback?: string; readonly arguments?: Record<string, unknown> }
  | { readonly type: "submitForm"; readonly formId: string; readonly action: "accept" | "decline" | "cancel"; readonly content?: Record<string, unknown> }
  | { readonly type: "setOption"; readonly configId: string; readonly value: string | boolean }
  | { readonly type: "setMode"; readonly modeId: string }
  | { readonly type: "openLink"; readonly href: string }
  | { readonly type: "openLocation"; readonly path: string; readonly line?: number }
  | { readonly type: "openDiff"; readonly toolCallId: string; readonly path: string }
  | { readonly type: "openSubagent"; readonly toolCallId: string }
  | { readonly type: "copy"; readonly text: string }
  | { readonly type: "review"; readonly action: "open" | "keep" | "undo"; readonly path?: string }
  | { readonly type: "restore"; readonly turnId: string }
  | { readonly type: "undoRestore"; readonly turnId: string }
  | { readonly type: "newSession" }
  | { readonly type: "openSession"; readonly sessionId: string }
  | { readonly type: "forkSession"; readonly sessionId: string; readonly turnId?: string }
  | { readonly type: "exportSession"; readonly sessionId: string }
  | { readonly type: "renameSession"; readonly sessionId: string; readonly title: string }
  | { readonly type: "deleteSession"; readonly sessionId: string }
  | { readonly type: "archiveSession"; readonly sessionId: string; readonly isArchived: boolean }
  | { readonly type: "searchSessions"; readonly request: number; readonly query: string; readonly isArchived: boolean }
  | { readonly type: "mentions"; readonly request: number; readonly query: string }
  | { readonly type: "attach"; readonly what: "file" | "image" | "selection" | "problems" }
  | { readonly type: "listGrants"; readonly request: number }
  | { readonly type: "revokeGrant"; readonly grantId: string }
  | { readonly type: "run"; readonly command: PanelCommand };

/** The commands a button of the panel may run; no other is. */
export type PanelCommand = "editoragent.setKey" | "editoragent.useLocalModel" | "editoragent.openSettings" | "editoragent.restart" | "editoragent.showLog" | "editoragent.mcp.focus" | "editoragent.openWalkthrough" | "workbench.trust.manage";

/** What the extension host says to the chat panel's document. */
export type ToPanel =
  | { readonly type: "snapshot"; readonly session: SessionHead; readonly snapshot: Snapshot; readonly view: PanelView }
  /** Behind the snapshot whose `sequence` precedes `from`; each event counts one. */
  | { readonly type: "events"; readonly sessionId: string; readonly from: number; readonly events: readonly TranscriptEvent[] }
  | { readonly type: "view"; readonly view: PanelView }
  | { readonly type: "mentions"; readonly request: number; readonly items: readonly Mention[] }
  | { readonly type: "sessions"; readonly request: number; readonly sessions: readonly ListedConversation[]; readonly isPartial: boolean }
  | { readonly type: "grants"; readonly request: number; readonly grants: readonly Grant[] }
  /** Something the user attached from the editor; stands in the composer until sent or removed. */
  | { readonly type: "attached"; readonly attachment: Attachment }
  | { readonly type: "draft"; readonly text: string }
  | { readonly type: "focus"; readonly what: "composer" | "question" };

export interface SessionHead {
  /** Empty before there is one. */
  readonly sessionId: string;
  readonly title?: string;
}

/** Everything the panel shows besides the transcript. Always whole. */
export interface PanelView {
  readonly connection: Connection;
  readonly modes: readonly { readonly id: string; readonly name: string; readonly description?: string }[];
  readonly review: { readonly files: readonly ReviewFile[] };
  /** Turns that changed files and can be gone back to, oldest first. */
  readonly turns: readonly { readonly turnId: string; readonly startedAt: string; readonly files: number; readonly isUndone: boolean }[];
  /** Questions of MCP servers (elicitation) that stand open. */
  readonly forms: readonly { readonly formId: string; readonly params: CreateElicitationParams }[];
  readonly editor: { readonly selection?: string; readonly problems: number };
  readonly acceptsImages: boolean;
}

export interface ReviewFile {
  readonly path: string;
  readonly standing: "changed" | "created" | "deleted";
  readonly added: number;
  readonly removed: number;
  readonly hunks: number;
  readonly conflicts: number;
}

export type Connection =
  | { readonly state: "stopped" | "starting" | "ready" }
  | { readonly state: "restricted"; readonly reason: string }
  | { readonly state: "lost"; readonly reason: string; readonly retryInMs?: number }
  /** The sidecar runs; no model can be asked. */
  | { readonly state: "noModel"; readonly reason: string }
  | { readonly state: "failed"; readonly reason: string };

export interface Attachment {
  readonly id: string;
  readonly kind: "file" | "folder" | "symbol" | "selection" | "problem" | "image" | "resource";
  readonly label: string;
  readonly detail?: string;
  readonly block: ContentBlock;
}

export interface Mention {
  readonly kind: Attachment["kind"];
  readonly label: string;
  readonly detail?: string;
  readonly block: ContentBlock;
}

export interface ListedConversation {
  readonly sessionId: string;
  readonly title: string;
  readonly updatedAt: string;
  readonly turns?: number;
  readonly snippet?: string;
  readonly isCurrent: boolean;
}

export interface Grant {
  readonly grantId?: string;
  readonly pattern: string;
  readonly grantedAt?: string;
  readonly files?: number;
}
