import type { McpServerStatus } from "../../exchange/protocol";

/** A server as a row: words, icon, and the context that the menus ask. Pure, for its tests. */
export interface ServerLook {
  readonly description: string;
  readonly icon: string;
  readonly color?: string;
  readonly context: string;
  readonly accessibleLabel: string;
}

const states: Readonly<Record<string, { readonly words: string; readonly icon: string; readonly color?: string }>> = {
  pending: { words: "not started yet", icon: "circle-outline" },
  connecting: { words: "connecting", icon: "sync~spin" },
  connected: { words: "connected", icon: "pass-filled", color: "testing.iconPassed" },
  needs_login: { words: "needs a login", icon: "sign-in", color: "problemsWarningIcon.foreground" },
  needs_trust: { words: "waits for your approval", icon: "shield", color: "problemsWarningIcon.foreground" },
  needs_input: { words: "needs a value", icon: "question", color: "problemsWarningIcon.foreground" },
  failed: { words: "failed", icon: "error", color: "problemsErrorIcon.foreground" },
  disabled: { words: "off", icon: "circle-slash" },
};

export function lookOf(server: McpServerStatus): ServerLook {
  const state = states[server.state] ?? { words: server.state.replaceAll("_", " "), icon: "circle-outline" };
  const facts = [
    state.words,
    ...(server.tools === undefined ? [] : [`${server.tools} ${server.tools === 1 ? "tool" : "tools"}`]),
    ...(server.latencyMs === undefined ? [] : [`${server.latencyMs} ms`]),
  ];
  const isOwn = server.scope === "user" || server.scope === "workspace";
  const context = [
    "server",
    ...(isOwn ? ["own"] : []),
    ...(server.state === "disabled" ? ["disabled"] : ["enabled"]),
    ...(server.state === "needs_login" ? ["login"] : []),
    ...(server.state === "needs_trust" ? ["trust"] : []),
    ...(server.transport === "http" || server.transport === "sse" ? ["remote"] : []),
  ];
  return {
    description: facts.join(", "),
    icon: state.icon,
    ...(state.color === undefined ? {} : { color: state.color }),
    context: context.join(" "),
    accessibleLabel: `${server.name}, ${facts.join(", ")}, ${scopeWords(server.scope)}`,
  };
}

export function scopeWords(scope: string): string {
  switch (scope) {
    case "user":
      return "your own";
    case "workspace":
      return "of this workspace";
    case "client":
      return "handed over by the editor";
    case "listed":
      return "of another program, not started here";
    default:
      return scope;
  }
}
