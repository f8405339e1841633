import * as vscode from "vscode";
import type { Core } from "../core";
import type { SidecarState } from "../sidecar/sidecar";
import { chatViewId, type ChatView } from "./view";

/** What the user is told outside of the panel: one status item, and a notification when a question waits behind a hidden panel. It can only show the question, never answer it. */
export class Signals implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem("editoragent.status", vscode.StatusBarAlignment.Right, 100);
  private readonly subscriptions: { dispose(): void }[];

  constructor(
    private readonly core: Core,
    private readonly view: ChatView,
  ) {
    this.item.name = "EditorAgent";
    this.item.command = `${chatViewId}.focus`;
    this.subscriptions = [
      this.item,
      core.conversation.changed.on(() => this.show()),
      core.sidecar.onState((state) => {
        this.show();
        void this.tellEnd(state);
      }),
      core.ledger.changed.on(() => this.show()),
      core.conversation.asked.on(({ title }) => void this.tell(title)),
    ];
    this.show();
    this.item.show();
  }

  dispose(): void {
    this.subscriptions.forEach((subscription) => subscription.dispose());
  }

  private show(): void {
    const { text, tooltip, isWarning } = this.now();
    this.item.text = text;
    this.item.tooltip = tooltip;
    this.item.accessibilityInformation = { label: tooltip };
    this.item.backgroundColor = isWarning ? new vscode.ThemeColor("statusBarItem.warningBackground") : undefined;
  }

  private now(): { readonly text: string; readonly tooltip: string; readonly isWarning: boolean } {
    const { conversation, connection, ledger } = this.core;
    const open = conversation.questions.size + conversation.forms.list.length;
    if (open > 0) {
      return { text: "$(question) EditorAgent", tooltip: `EditorAgent: ${open === 1 ? "a question waits" : `${open} questions wait`} for you`, isWarning: true };
    }

    if ("reason" in connection) {
      return { text: "$(warning) EditorAgent", tooltip: `EditorAgent: ${connection.reason}`, isWarning: connection.state !== "restricted" };
    }

    if (conversation.isRunning) {
      return { text: "$(sync~spin) EditorAgent", tooltip: "EditorAgent: working", isWarning: false };
    }

    const files = ledger.files.length;
    const review = files === 0 ? "" : `, ${files} changed ${files === 1 ? "file" : "files"} to review`;
    return { text: files === 0 ? "$(comment-discussion) EditorAgent" : `$(comment-discussion) EditorAgent ${files}`, tooltip: `EditorAgent: ${connection.state === "ready" ? "ready" : connection.state}${review}`, isWarning: false };
  }

  /** An end that the next start does not mend by itself; the panel tells it too. */
  private async tellEnd(state: SidecarState): Promise<void> {
    if (this.view.isVisible || !("reason" in state) || (state.state === "lost" && state.retryInMs !== undefined)) {
      return;
    }

    const answer = await vscode.window.showWarningMessage(state.reason, "Try Again", "Show Log");
    if (answer !== undefined) {
      await vscode.commands.executeCommand(answer === "Show Log" ? "editoragent.showLog" : "editoragent.restart");
    }
  }

  private async tell(title: string): Promise<void> {
    if (this.view.isVisible || !vscode.workspace.getConfiguration("editoragent").get("notifications.whenHidden", true)) {
      return;
    }

    if ((await vscode.window.showInformationMessage(`EditorAgent asks: ${title.slice(0, 200)}`, "Show")) === "Show") {
      await this.view.reveal();
      this.view.post({ type: "focus", what: "question" });
    }
  }
}
