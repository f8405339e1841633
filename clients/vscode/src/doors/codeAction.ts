import type { StopReason } from "../../exchange/protocol";

interface Position {
  readonly line: number;
  readonly character: number;
}

interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** Work that was asked for from the light bulb or a lens; runs as a turn of the session. Ranges are LSP's: from 0, in UTF-16 units. */
export interface CodeActionParams {
  readonly sessionId: string;
  readonly action: "fix" | "fix_and_add_tests" | "add_tests" | "explain" | "document" | "fix_test";
  readonly path: string;
  readonly range?: Range;
  readonly diagnostics?: readonly { readonly message: string; readonly code?: string; readonly source?: string; readonly severity?: string; readonly range: Range }[];
  readonly selection?: string;
  readonly testName?: string;
  readonly stackTrace?: string;
}

/** What the light bulb hands to the command `editoragent.codeAction`. */
export type CodeActionRequest = Omit<CodeActionParams, "sessionId">;

const names: Readonly<Record<CodeActionParams["action"], string>> = {
  fix: "Fix",
  fix_and_add_tests: "Fix and add tests",
  add_tests: "Add tests",
  explain: "Explain",
  document: "Document",
  fix_test: "Fix the failing test",
};

/** The argument of the command, if it is one: commands can be called by anyone. */
export function parseCodeAction(value: unknown): CodeActionRequest | undefined {
  if (typeof value !== "object" || value === null) {
    return undefined;
  }

  const { action, path } = value as Record<string, unknown>;
  return typeof action === "string" && Object.hasOwn(names, action) && typeof path === "string" ? (value as CodeActionRequest) : undefined;
}

/** One line for the user, while it waits for its turn. */
export function titleOf({ action, path, testName }: CodeActionRequest): string {
  return `${names[action]}: ${testName ?? path.split(/[\\/]/).at(-1) ?? path}`;
}

export interface CodeActionCalls {
  "_editoragent/code_action": { params: CodeActionParams; result: { stopReason: StopReason; _meta?: Record<string, unknown> } };
}

export interface CodeActionCapability {
  readonly codeAction?: number;
}
