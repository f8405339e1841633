import * as vscode from "vscode";
import type { McpServerStatus } from "../../exchange/protocol";
import type { Core } from "../core";
import { messageOf } from "../doors/agent";
import { lookOf, scopeWords } from "./look";

export type Row =
  | { readonly kind: "server"; readonly server: McpServerStatus }
  | { readonly kind: "fact"; readonly text: string; readonly icon: string; readonly color?: string; readonly tooltip?: string };

const soonMs = 100;

/** The MCP servers as the sidecar tells them. A row opens to what is wrong with a server, what waits for approval, and its last words. */
export class ServerTree implements vscode.TreeDataProvider<Row>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.changed.event;
  private timer: NodeJS.Timeout | undefined;
  private servers: readonly McpServerStatus[] = [];
  private readonly subscriptions: { dispose(): void }[];

  constructor(
    private readonly core: Core,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.subscriptions = [this.changed, core.serversChanged.on(() => this.refresh()), core.conversation.replaced.on(() => this.refresh())];
  }

  refresh(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.changed.fire(), soonMs);
  }

  find(name: string): McpServerStatus | undefined {
    return this.servers.find((server) => server.name === name);
  }

  get names(): readonly string[] {
    return this.servers.map(({ name }) => name);
  }

  getTreeItem(row: Row): vscode.TreeItem {
    if (row.kind === "fact") {
      const item = new vscode.TreeItem(row.text);
      item.iconPath = new vscode.ThemeIcon(row.icon, row.color === undefined ? undefined : new vscode.ThemeColor(row.color));
      item.tooltip = row.tooltip ?? row.text;
      return item;
    }

    const look = lookOf(row.server);
    const isOpen = row.server.state === "failed" || row.server.state === "needs_trust";
    const item = new vscode.TreeItem(row.server.name, isOpen ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.Collapsed);
    item.id = `${row.server.scope}/${row.server.name}/${row.server.state}`;
    item.description = look.description;
    item.iconPath = new vscode.ThemeIcon(look.icon, look.color === undefined ? undefined : new vscode.ThemeColor(look.color));
    item.contextValue = look.context;
    item.tooltip = `${row.server.name} (${scopeWords(row.server.scope)})\n${row.server.what}`;
    item.accessibilityInformation = { label: look.accessibleLabel };
    return item;
  }

  async getChildren(row?: Row): Promise<Row[]> {
    if (row !== undefined) {
      return row.kind === "server" ? factsOf(row.server) : [];
    }

    try {
      const { agent, sessionId } = await this.core.start();
      const { servers, problems } = await agent.call("_editoragent/mcp/list", { sessionId });
      this.servers = servers;
      return [...problems.map((text): Row => ({ kind: "fact", text, icon: "warning", color: "problemsWarningIcon.foreground" })), ...servers.map((server): Row => ({ kind: "server", server }))];
    } catch (error) {
      this.log.debug(messageOf(error));
      return [{ kind: "fact", text: messageOf(error), icon: "warning" }];
    }
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.subscriptions.forEach((subscription) => subscription.dispose());
  }
}

function factsOf(server: McpServerStatus): Row[] {
  return [
    { kind: "fact", text: server.what, icon: server.transport === "http" || server.transport === "sse" ? "globe" : "terminal" },
    { kind: "fact", text: scopeWords(server.scope), icon: "account" },
    ...server.problems.map((text): Row => ({ kind: "fact", text, icon: "warning", color: "problemsWarningIcon.foreground" })),
    ...server.trustLines.map((text): Row => ({ kind: "fact", text, icon: text.startsWith("+ ") ? "diff-added" : text.startsWith("- ") ? "diff-removed" : "shield" })),
    ...server.errorTail.map((text): Row => ({ kind: "fact", text, icon: "output" })),
  ];
}
