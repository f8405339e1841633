import type { AuditMcpResult } from "../../exchange/protocol";

/** The calls of MCP tools as Markdown, newest first. */
export function auditText({ records, damage }: AuditMcpResult): string {
  const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll(/\r?\n/g, " ");
  const rows = records.map(({ time, server, tool, outcome, approvedBy, rule, durationMs, resultBytes, arguments: given }) =>
    `| ${[time, server, tool, outcome, approvedBy === "" ? rule : `${approvedBy}: ${rule}`, `${durationMs} ms`, `${resultBytes} B`, `\`${given.replaceAll("`", "'")}\``].map(cell).join(" | ")} |`);
  return [
    "# Calls of MCP tools",
    "",
    ...(damage === undefined ? [] : [`**${damage}**`, ""]),
    ...(rows.length === 0 ? ["There were none in this workspace."] : ["| When | Server | Tool | Outcome | Allowed by | Took | Answer | Arguments |", "|---|---|---|---|---|---|---|---|", ...rows]),
    "",
  ].join("\n");
}
