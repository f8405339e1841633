import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import * as vscode from "vscode";
import type { McpServerStatus } from "../../exchange/protocol";
import { command } from "../command";
import type { Core } from "../core";
import type { Texts } from "../review/texts";
import type { Trust } from "../trust/commands";
import { addServer } from "./add";
import { auditText } from "./audit";
import type { Row, ServerTree } from "./tree";

type Simple = "_editoragent/mcp/login" | "_editoragent/mcp/logout" | "_editoragent/mcp/enable" | "_editoragent/mcp/disable" | "_editoragent/mcp/test";

export function registerServerCommands(core: Core, tree: ServerTree, texts: Texts, workspaceTrust: Trust): vscode.Disposable {
  const onServer = (work: (server: McpServerStatus) => Promise<unknown>) => async (row?: Row) => {
    const server = row?.kind === "server" ? row.server : await pickServer(core);
    if (server !== undefined) {
      await vscode.window.withProgress({ location: { viewId: "editoragent.mcp" } }, () => work(server));
      tree.refresh();
    }
  };
  const simply = (method: Simple) => onServer(async ({ name }) => {
    const { agent, sessionId } = await core.start();
    return agent.call(method, { sessionId, name });
  });
  return vscode.Disposable.from(
    command("editoragent.mcp.refresh", () => tree.refresh()),
    command("editoragent.mcp.add", () => addServer(core, tree)),
    command("editoragent.mcp.login", simply("_editoragent/mcp/login")),
    command("editoragent.mcp.logout", simply("_editoragent/mcp/logout")),
    command("editoragent.mcp.enable", simply("_editoragent/mcp/enable")),
    command("editoragent.mcp.disable", simply("_editoragent/mcp/disable")),
    command("editoragent.mcp.test", simply("_editoragent/mcp/test")),
    command("editoragent.mcp.trust", onServer((server) => approve(core, server, workspaceTrust))),
    command("editoragent.mcp.remove", onServer((server) => remove(core, server))),
    command("editoragent.mcp.openFile", (row?: Row) => openFile(core, row?.kind === "server" ? row.server.scope : undefined)),
    command("editoragent.mcp.audit", async (row?: Row) => {
      const { agent, sessionId } = await core.start();
      const server = row?.kind === "server" ? row.server.name : undefined;
      const result = await agent.call("_editoragent/mcp/audit", { sessionId, limit: 500, ...(server === undefined ? {} : { server }) });
      await vscode.window.showTextDocument(texts.add(join(homedir(), `Calls of ${server ?? "MCP servers"}.md`), auditText(result)), { preview: true });
    }),
  );
}

/** The lines that are approved stand in the question itself; the fingerprint says that it is these. */
async function approve(core: Core, server: McpServerStatus, workspaceTrust: Trust): Promise<void> {
  const { agent, sessionId } = await core.start();
  if (server.scope === "workspace" && !(await workspaceTrust.ensure())) {
    return;
  }

  const { servers } = await agent.call("_editoragent/mcp/list", { sessionId });
  const now = servers.find(({ name, scope }) => name === server.name && scope === server.scope);
  if (now?.fingerprint === undefined || now.trustLines.length === 0) {
    void vscode.window.showInformationMessage(`${server.name} does not wait for your approval.`);
    return;
  }

  const isChange = now.trustLines.some((line) => line.startsWith("- "));
  const answer = await vscode.window.showWarningMessage(
    `${isChange ? "Approve what has changed of" : "Approve"} the server ${now.name}?`,
    { modal: true, detail: `${now.trustLines.join("\n")}\n\nIt may then be started with exactly this. When any of it changes you are asked again.` },
    "Approve",
  );
  if (answer === "Approve") {
    await agent.call("_editoragent/mcp/trust", { sessionId, name: now.name, fingerprint: now.fingerprint });
  }
}

async function remove(core: Core, server: McpServerStatus): Promise<void> {
  const answer = await vscode.window.showWarningMessage(`Remove the server ${server.name}?`, { modal: true, detail: "Its entry, approval, login and saved values are removed." }, "Remove");
  if (answer === "Remove") {
    const { agent, sessionId } = await core.start();
    await agent.call("_editoragent/mcp/remove", { sessionId, name: server.name, scope: server.scope });
  }
}

async function pickServer(core: Core): Promise<McpServerStatus | undefined> {
  const { agent, sessionId } = await core.start();
  const { servers } = await agent.call("_editoragent/mcp/list", { sessionId });
  const chosen = await vscode.window.showQuickPick(servers.map((server) => ({ label: server.name, description: server.what, server })), { title: "Which MCP server?" });
  return chosen?.server;
}

async function openFile(core: Core, scope: string | undefined): Promise<void> {
  const [folder] = core.directories;
  const files = [
    ...(folder === undefined ? [] : [{ label: "Of this workspace", detail: join(folder, ".editoragent", "mcp.json"), scope: "workspace" }]),
    { label: "Your own", detail: join(process.env["EDITORAGENT_HOME"] ?? join(homedir(), ".editoragent"), "mcp.json"), scope: "user" },
  ];
  const chosen = files.find((file) => file.scope === scope) ?? (await vscode.window.showQuickPick(files, { title: "Which mcp.json?" }));
  if (chosen === undefined) {
    return;
  }

  const uri = vscode.Uri.file(chosen.detail);
  if (!existsSync(chosen.detail)) {
    await vscode.workspace.fs.writeFile(uri, Buffer.from('{\n  "mcpServers": {\n  }\n}\n', "utf8"));
  }

  await vscode.window.showTextDocument(uri);
}
