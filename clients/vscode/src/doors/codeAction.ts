import type { CodeActionParams } from "../../exchange/protocol";

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
