import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";
import * as vscode from "vscode";
import type { Connection } from "../exchange/bridge";
import { messageOf, type Agent, type AgentHandlers } from "./doors/agent";
import type { Documents } from "./editor/documents";
import { Ledger } from "./review/ledger";
import { Conversation } from "./session/conversation";
import { Emitter } from "./session/emitter";
import { locate } from "./sidecar/locate";
import { Sidecar, type Surroundings } from "./sidecar/sidecar";

const sessionKey = "editoragent.session";

const restricted = "This workspace is not trusted, so EditorAgent only reads: it changes nothing, starts nothing, and uses no settings of the workspace.";
const tooOld = "This workspace is not trusted, and this version of editor-agent cannot be held to reading. It was stopped again; trust the workspace to use it.";

/** The sidecar, its one conversation and the changes to review, as the rest of the extension uses them. */
export class Core implements vscode.Disposable {
  readonly sidecar: Sidecar;
  readonly conversation: Conversation;
  readonly ledger: Ledger;
  readonly serversChanged = new Emitter<void>();
  private readonly subscriptions: { dispose(): void }[] = [];
  private attached: Promise<void> = Promise.resolve();
  private isOver = false;

  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly log: vscode.LogOutputChannel,
    documents: Documents,
    openAcp: Surroundings["openAcp"],
  ) {
    this.conversation = new Conversation({
      directories: () => this.directories,
      lastSession: () => context.workspaceState.get<string>(sessionKey),
      remember: (sessionId) => void context.workspaceState.update(sessionKey, sessionId),
      now: () => Date.now(),
    });
    this.ledger = new Ledger(this.conversation);
    this.sidecar = new Sidecar({
      // The channel may be gone before the last words of the sidecar are.
      log: {
        info: (line) => this.isOver || log.info(line),
        warn: (line) => this.isOver || log.warn(line),
        trace: (line) => this.isOver || log.trace(line),
      },
      locate: () => this.locate(),
      greeting: () => ({ clientVersion: String((context.extension.packageJSON as { version: string }).version), isRestricted: !vscode.workspace.isTrusted }),
      cwd: homedir(),
      environment: process.env,
      handlers: this.handlers(documents),
      openAcp: async (stdin, stdout, handlers, greeting) => {
        const agent = await openAcp(stdin, stdout, handlers, greeting);
        if (greeting.isRestricted && (agent.extensions.restricted ?? 0) < 1) {
          agent.close();
          throw new Error(tooOld);
        }

        return agent;
      },
    });
    this.subscriptions.push(
      this.sidecar.onAgent((agent) => this.changeAgent(agent)),
      vscode.workspace.onDidGrantWorkspaceTrust(() => {
        if (this.sidecar.state.state !== "stopped") {
          void this.restart();
        }
      }),
      vscode.workspace.onDidChangeWorkspaceFolders(() => {
        // The session is told of its folders when it is opened.
        if (this.conversation.agentNow !== undefined && !this.conversation.isRunning) {
          void this.conversation.retry();
        }
      }),
      this.ledger,
    );
  }

  get directories(): readonly string[] {
    return (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === "file").map(({ uri }) => uri.fsPath);
  }

  /** Resolves when the sidecar runs and a session is open. Rejects with one line for the user. */
  async start(): Promise<{ readonly agent: Agent; readonly sessionId: string }> {
    await this.sidecar.ensure();
    await this.attached;
    await this.conversation.ready();
    const { agentNow: agent, sessionId, standing } = this.conversation;
    if (agent !== undefined && sessionId !== undefined) {
      return { agent, sessionId };
    }

    throw new Error("reason" in standing ? standing.reason : "EditorAgent is not ready. Nothing was done; try again.");
  }

  /** The same, without a word to anyone: the panel shows how it stands. */
  async startQuietly(): Promise<void> {
    await this.start().catch((error: unknown) => this.log.debug(messageOf(error)));
  }

  async restart(): Promise<void> {
    await this.sidecar.restart().catch((error: unknown) => this.log.warn(messageOf(error)));
    await this.attached;
  }

  get connection(): Connection {
    const { state } = this.sidecar;
    if (state.state === "failed" && !vscode.workspace.isTrusted) {
      return { state: "restricted", reason: state.reason };
    }

    if (state.state !== "ready") {
      return state;
    }

    const { standing } = this.conversation;
    switch (standing.state) {
      case "open":
        return vscode.workspace.isTrusted ? { state: "ready" } : { state: "restricted", reason: restricted };
      case "none":
      case "opening":
        return { state: "starting" };
      default:
        return standing;
    }
  }

  /** The sidecar's executable, for others who want to start it. */
  locate(): ReturnType<typeof locate> {
    return locate({
      environment: process.env["EDITORAGENT_SERVER"],
      setting: vscode.workspace.getConfiguration("editoragent").inspect<string>("server.path")?.globalValue,
      bundled: join(this.context.extensionPath, "server", process.platform === "win32" ? "editor-agent.exe" : "editor-agent"),
      isRestricted: !vscode.workspace.isTrusted,
      exists: existsSync,
      isAbsolute,
    });
  }

  dispose(): void {
    this.subscriptions.forEach((subscription) => subscription.dispose());
  }

  /** Ends the sidecar; for `deactivate`, which the editor waits for. */
  async stop(): Promise<void> {
    this.isOver = true;
    this.dispose();
    await this.sidecar.stop();
  }

  private changeAgent(agent: Agent | undefined): void {
    if (agent === undefined) {
      this.conversation.detach();
      return;
    }

    this.attached = this.conversation.attach(agent);
  }

  private handlers(documents: Documents): AgentHandlers {
    return {
      update: (sessionId, update) => this.conversation.update(sessionId, update),
      permission: (params, signal) => this.conversation.permission(params, signal),
      elicit: (params, signal) => this.conversation.elicit(params, signal),
      elicited: (id) => this.conversation.answerForm(id, { action: "accept" }),
      readTextFile: (params) => documents.read(params),
      writeTextFile: (params) => documents.write(params),
      serverChanged: () => this.serversChanged.fire(),
      changesChanged: (sessionId) => {
        if (sessionId === this.conversation.sessionId) {
          this.ledger.refreshSoon();
        }
      },
    };
  }
}
