import type { TrustRoot } from "../../exchange/protocol";

const kinds: Readonly<Record<string, string>> = {
  mcp_server: "MCP server",
  hook: "hook",
  build_logic: "build logic",
  package_script: "package script",
  editor_task: "editor task",
  tests: "tests",
  definition: "definition",
};

/** What trust in a directory would let run, and what has changed since it was given: plain lines, all of them. */
export function trustLines(root: TrustRoot): readonly string[] {
  const items = root.items.map(({ kind, source, what }) => `${kinds[kind] ?? kind.replaceAll("_", " ")}, ${source}${what === undefined ? "" : `: ${what}`}`);
  const changes = root.changes.flatMap(({ path, kind, oldText, newText }) => [
    `${path} was ${kind}`,
    ...linesOf("- ", oldText),
    ...linesOf("+ ", newText),
  ]);
  return [
    ...(items.length === 0 ? ["Nothing in it says by itself what would run."] : items),
    ...(root.unlisted === undefined ? [] : [`and ${root.unlisted} more that are not listed`]),
    ...(changes.length === 0 ? [] : ["", "Changed since you trusted it:", ...changes]),
  ];
}

function linesOf(mark: string, text: string | undefined): readonly string[] {
  return text === undefined ? [] : text.replace(/\r?\n$/, "").split(/\r?\n/).map((line) => mark + line);
}
