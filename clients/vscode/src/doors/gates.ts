import type { Extensions } from "./agent";

const gates: readonly (readonly [prefix: string, gate: keyof Extensions])[] = [
  ["_editoragent/approvals/", "approvals"],
  ["_editoragent/code/", "codeTools"],
  ["_editoragent/subagents/", "subagents"],
  ["_editoragent/code_action", "codeAction"],
  ["_editoragent/keys/", "keys"],
  ["_editoragent/mcp/", "mcp"],
  ["_editoragent/mentions", "mentions"],
  ["_editoragent/permissions/explain", "explainPermission"],
  ["_editoragent/review/", "review"],
  ["_editoragent/session/steer", "steer"],
  ["_editoragent/session/undo_turn", "undoTurn"],
  ["_editoragent/sessions/", "history"],
  ["_editoragent/trust/", "trust"],
];

/** The capability that an extension method needs; undefined for ACP's own methods. An unknown extension needs one that nobody has. */
export function gateOf(method: string): keyof Extensions | "none" | undefined {
  return method.startsWith("_") ? (gates.find(([prefix]) => method.startsWith(prefix))?.[1] ?? "none") : undefined;
}

export function isServed(extensions: Extensions, method: string): boolean {
  const gate = gateOf(method);
  return gate === undefined || (gate !== "none" && (extensions[gate] ?? 0) >= 1);
}
