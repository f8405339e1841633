import { randomBytes } from "node:crypto";
import * as vscode from "vscode";
import type { FromPanel, PanelView, ToPanel } from "../../exchange/bridge";
import type { TranscriptEvent } from "../../exchange/transcript";
import type { Core } from "../core";
import { messageOf } from "../doors/agent";
import { summaryOf } from "../review/ledger";
import { panelHtml } from "./html";
import { parseFromPanel } from "./messages";

export const chatViewId = "editoragent.chat";

/** Deltas of a streaming answer are sent together, at most one message in this time. */
const batchMs = 16;

const restMs = 150;

export interface PanelListener {
  received(message: FromPanel): Promise<void>;
  editorNow(): PanelView["editor"];
}

/**
 * The panel's document and what goes to it: a snapshot when it says it is ready, then events that count on from there. A document that
 * is hidden is gone; nothing is lost with it, for it holds nothing.
 */
export class ChatView implements vscode.WebviewViewProvider, vscode.Disposable {
  private view: vscode.WebviewView | undefined;
  private isReady = false;
  private batch: TranscriptEvent[] = [];
  private batchFrom = 0;
  private eventTimer: NodeJS.Timeout | undefined;
  private viewTimer: NodeJS.Timeout | undefined;
  private editorTimer: NodeJS.Timeout | undefined;
  private lastEditor: string | undefined;
  private waiting: ToPanel[] = [];
  private readonly subscriptions: { dispose(): void }[] = [];
  listener: PanelListener | undefined;

  constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly core: Core,
    private readonly log: vscode.LogOutputChannel,
  ) {
    const { conversation, sidecar, ledger } = core;
    this.subscriptions.push(
      conversation.happened.on(({ event, sequence }) => this.queueEvent(event, sequence)),
      conversation.replaced.on(() => this.sendSnapshot()),
      conversation.changed.on(() => this.refresh()),
      sidecar.onState(() => this.refresh()),
      ledger.changed.on(() => this.refresh()),
    );
  }

  get isVisible(): boolean {
    return this.view?.visible ?? false;
  }

  resolveWebviewView(view: vscode.WebviewView): void {
    this.view = view;
    this.isReady = false;
    const { webview } = view;
    webview.options = { enableScripts: true, enableCommandUris: false, localResourceRoots: ["dist", "media"].map((folder) => vscode.Uri.joinPath(this.extensionUri, folder)) };
    webview.onDidReceiveMessage((message: unknown) => void this.receive(message));
    view.onDidDispose(() => {
      this.view = undefined;
      this.isReady = false;
    });
    view.onDidChangeVisibility(() => {
      if (!view.visible) {
        this.isReady = false;
      }
    });
    const asset = (name: string): string => webview.asWebviewUri(vscode.Uri.joinPath(this.extensionUri, "dist", name)).toString();
    webview.html = panelHtml({ cspSource: webview.cspSource, nonce: randomBytes(16).toString("base64"), script: asset("webview.js"), style: asset("webview.css") });
    this.showBadge();
    void this.core.startQuietly();
  }

  /** Brings the chat to the front; what is posted meanwhile arrives when its document is ready. */
  async reveal(): Promise<void> {
    await vscode.commands.executeCommand(`${chatViewId}.focus`);
  }

  post(message: ToPanel): void {
    if (this.isReady) {
      void this.view?.webview.postMessage(message);
    } else if (message.type === "attached" || message.type === "draft" || message.type === "focus") {
      this.waiting.push(message);
    }
  }

  /** Everything beside the transcript, whole, soon. */
  refresh(): void {
    this.viewTimer ??= setTimeout(() => {
      this.viewTimer = undefined;
      this.post({ type: "view", view: this.viewNow() });
      this.showBadge();
    }, batchMs);
  }

  /** The selection or the problems may be others; told when they rest, and only when they are. */
  editorChanged(): void {
    clearTimeout(this.editorTimer);
    this.editorTimer = setTimeout(() => {
      const now = JSON.stringify(this.listener?.editorNow());
      if (now !== this.lastEditor) {
        this.lastEditor = now;
        this.refresh();
      }
    }, restMs);
  }

  dispose(): void {
    clearTimeout(this.editorTimer);
    clearTimeout(this.eventTimer);
    clearTimeout(this.viewTimer);
    this.subscriptions.forEach((subscription) => subscription.dispose());
  }

  private async receive(raw: unknown): Promise<void> {
    const message = parseFromPanel(raw);
    if (message === undefined) {
      this.log.warn("A message of the panel was not understood and was left out.");
      return;
    }

    if (message.type === "ready") {
      this.isReady = true;
      this.sendSnapshot();
      this.waiting.splice(0).forEach((late) => this.post(late));
      return;
    }

    try {
      await this.listener?.received(message);
    } catch (error) {
      this.core.conversation.notice("error", messageOf(error));
    }
  }

  private sendSnapshot(): void {
    clearTimeout(this.eventTimer);
    this.eventTimer = undefined;
    this.batch = [];
    const { transcript, sessionId } = this.core.conversation;
    const { snapshot } = transcript;
    const session = { sessionId: sessionId ?? "", ...(snapshot.title === undefined ? {} : { title: snapshot.title }) };
    this.post({ type: "snapshot", session, snapshot, view: this.viewNow() });
  }

  private queueEvent(event: TranscriptEvent, sequence: number): void {
    if (!this.isReady) {
      return;
    }

    if (this.batch.push(event) === 1) {
      this.batchFrom = sequence;
    }

    this.eventTimer ??= setTimeout(() => {
      this.eventTimer = undefined;
      const events = this.batch;
      this.batch = [];
      this.post({ type: "events", sessionId: this.core.conversation.sessionId ?? "", from: this.batchFrom, events });
    }, batchMs);
  }

  private viewNow(): PanelView {
    const { conversation, ledger, connection } = this.core;
    return {
      connection,
      modes: conversation.modes,
      review: { files: ledger.files.map(summaryOf) },
      turns: ledger.turns,
      forms: conversation.forms.list,
      editor: this.listener?.editorNow() ?? { problems: 0 },
      acceptsImages: conversation.agentNow === undefined || conversation.agentNow.capabilities.promptCapabilities?.image === true,
    };
  }

  private showBadge(): void {
    if (this.view === undefined) {
      return;
    }

    const { questions, forms } = this.core.conversation;
    const open = questions.size + forms.list.length;
    this.view.badge = open === 0 ? undefined : { value: open, tooltip: open === 1 ? "One question waits for you" : `${open} questions wait for you` };
  }
}
