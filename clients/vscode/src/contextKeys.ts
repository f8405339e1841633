import * as vscode from "vscode";
import type { Core } from "./core";

/** What the `when` clauses of menus and keys ask. */
export class ContextKeys implements vscode.Disposable {
  private readonly known = new Map<string, boolean>();
  private readonly subscriptions: { dispose(): void }[];

  constructor(private readonly core: Core) {
    this.subscriptions = [
      core.ledger.changed.on(() => this.set()),
      core.conversation.changed.on(() => this.set()),
      vscode.window.onDidChangeActiveTextEditor(() => this.set()),
    ];
    this.set();
  }

  dispose(): void {
    this.subscriptions.forEach((subscription) => subscription.dispose());
  }

  private set(): void {
    const { ledger, conversation } = this.core;
    const active = vscode.window.activeTextEditor?.document.uri;
    this.put("editoragent.isRunning", conversation.isRunning);
    this.put("editoragent.hasChanges", ledger.files.length > 0);
    this.put("editoragent.fileHasChanges", active?.scheme === "file" && ledger.fileAt(active.fsPath) !== undefined);
  }

  private put(key: string, value: boolean): void {
    if (this.known.get(key) !== value) {
      this.known.set(key, value);
      void vscode.commands.executeCommand("setContext", key, value);
    }
  }
}
