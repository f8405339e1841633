import * as vscode from "vscode";
import type { Core } from "../core";
import { nameProblem, stdioEntry, urlProblem } from "./entry";
import type { ServerTree } from "./tree";

type Way = "stdio" | "url" | "import";

const sources = [
  { label: "VS Code", source: "vscode" },
  { label: "Cursor", source: "cursor" },
  { label: "Claude", source: "claude" },
  { label: "Kimi", source: "kimi" },
];

/** Asks step by step; nothing is written before the last one. */
export async function addServer(core: Core, tree: ServerTree): Promise<void> {
  const { agent, sessionId } = await core.start();
  const kind = await vscode.window.showQuickPick(
    [
      { label: "$(terminal) A command on this machine", detail: "For example: npx -y @modelcontextprotocol/server-filesystem .", way: "stdio" as Way },
      { label: "$(globe) An address", detail: "A server that is reached over HTTP, with or without a login", way: "url" as Way },
      { label: "$(cloud-download) Take over from another program", detail: "VS Code, Cursor, Claude or Kimi", way: "import" as Way },
    ],
    { title: "Add MCP Server" },
  );
  if (kind?.way === "import") {
    return importServers(core);
  }

  const entry = kind === undefined ? undefined : await (kind.way === "stdio" ? askCommand() : askUrl());
  const name = entry === undefined ? undefined : await askName(tree.names);
  const scope = name === undefined ? undefined : await askScope();
  if (entry === undefined || name === undefined || scope === undefined) {
    return;
  }

  await agent.call("_editoragent/mcp/add", { sessionId, name, scope, server: entry });
  tree.refresh();
  const tested = await vscode.window.withProgress({ location: { viewId: "editoragent.mcp" } }, () => agent.call("_editoragent/mcp/test", { sessionId, name }));
  tree.refresh();
  const { state, tools, problems } = tested.server;
  void (state === "connected"
    ? vscode.window.showInformationMessage(`${name} is connected and offers ${tools ?? 0} tools.`)
    : vscode.window.showWarningMessage(`${name} was added, but is not connected (${state.replaceAll("_", " ")}). ${problems[0] ?? "See its row in the list of servers."}`));
}

async function askCommand(): Promise<object | undefined> {
  const line = await vscode.window.showInputBox({
    title: "Add MCP Server: command (1 of 3)",
    prompt: "The program and its arguments, as you would type them. No shell runs them.",
    placeHolder: "npx -y @modelcontextprotocol/server-filesystem .",
    ignoreFocusOut: true,
    validateInput: (value) => (value.trim() === "" || stdioEntry(value) !== undefined ? undefined : "A quote is not closed."),
  });
  return line === undefined ? undefined : stdioEntry(line);
}

async function askUrl(): Promise<object | undefined> {
  const url = await vscode.window.showInputBox({
    title: "Add MCP Server: address (1 of 3)",
    placeHolder: "https://mcp.example.com/mcp",
    ignoreFocusOut: true,
    validateInput: (value) => (value === "" ? undefined : urlProblem(value)),
  });
  return url === undefined || url === "" ? undefined : { url };
}

function askName(taken: readonly string[]): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title: "Add MCP Server: name (2 of 3)",
    prompt: "The name of the server; its tools are called by it.",
    ignoreFocusOut: true,
    validateInput: (value) => nameProblem(value, taken),
  });
}

async function askScope(): Promise<string | undefined> {
  const chosen = await vscode.window.showQuickPick(
    [
      { label: "For me, in every workspace", detail: "~/.editoragent/mcp.json", scope: "user" },
      { label: "For this workspace", detail: ".editoragent/mcp.json, to be shared with others", scope: "workspace" },
    ],
    { title: "Add MCP Server: for whom (3 of 3)", ignoreFocusOut: true },
  );
  return chosen?.scope;
}

async function importServers(core: Core): Promise<void> {
  const { agent, sessionId } = await core.start();
  const from = await vscode.window.showQuickPick(sources, { title: "Take over servers from" });
  if (from === undefined) {
    return;
  }

  const { servers } = await agent.call("_editoragent/mcp/import", { sessionId, source: from.source, scope: "user" });
  if (servers.length === 0) {
    void vscode.window.showInformationMessage(`${from.label} has no MCP servers configured, neither for you nor in this workspace.`);
    return;
  }

  const chosen = await vscode.window.showQuickPick(
    servers.map(({ name, what, source, note }) => ({ label: name, description: what, detail: note ?? source, picked: note === undefined })),
    { title: `Servers of ${from.label}: choose which to take over`, canPickMany: true },
  );
  const scope = chosen === undefined || chosen.length === 0 ? undefined : await askScope();
  if (chosen === undefined || scope === undefined) {
    return;
  }

  const result = await agent.call("_editoragent/mcp/import", { sessionId, source: from.source, scope, names: chosen.map(({ label }) => label) });
  const left = result.servers.filter(({ isWritten }) => !isWritten);
  void vscode.window.showInformationMessage(
    `${result.servers.length - left.length} of ${result.servers.length} servers were taken over.${left.length === 0 ? "" : ` Not: ${left.map(({ name, note }) => `${name} (${note ?? "left out"})`).join(", ")}.`}`,
  );
}
