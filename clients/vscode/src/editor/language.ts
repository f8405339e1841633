import { randomUUID } from "node:crypto";
import type { Socket } from "node:net";
import * as vscode from "vscode";
import type { ChatView } from "../chat/view";
import { command } from "../command";
import type { Core } from "../core";
import { messageOf } from "../doors/agent";
import { parseCodeAction, titleOf } from "../doors/codeAction";
import type { LanguageDoor } from "../doors/lsp";

export type OpenLsp = (socket: Socket, channel: vscode.LogOutputChannel, lenses: () => boolean) => Promise<LanguageDoor>;

/** The second door: opened when the sidecar connects to it, with a new one for each life. Whatever happens to it, the chat goes on. */
export class LanguageDoors implements vscode.Disposable {
  private door: Promise<LanguageDoor | undefined> = Promise.resolve(undefined);
  private readonly subscriptions: { dispose(): void }[];

  constructor(
    core: Core,
    private readonly log: vscode.LogOutputChannel,
    private readonly openLsp: OpenLsp,
  ) {
    this.subscriptions = [
      core.sidecar.onLanguageDoor((socket) => (this.door = this.replace(socket))),
      core.sidecar.onAgent((agent) => {
        if (agent === undefined) {
          this.door = this.close();
        }
      }),
    ];
  }

  dispose(): void {
    this.subscriptions.forEach((subscription) => subscription.dispose());
    void this.close();
  }

  private async replace(socket: Socket): Promise<LanguageDoor | undefined> {
    await this.close();
    try {
      return await this.openLsp(socket, this.log, () => vscode.workspace.getConfiguration("editoragent").get("codeLens.enabled", true));
    } catch (error) {
      socket.destroy();
      this.log.warn(`Code actions and lenses are off: ${messageOf(error)}. The chat works without them.`);
      return undefined;
    }
  }

  private async close(): Promise<undefined> {
    const door = await this.door;
    await door?.stop();
    return undefined;
  }
}

/** The command behind the light bulb and the lenses: the chat comes to the front, the work is an ordinary turn in it. */
export function registerCodeAction(core: Core, view: ChatView): vscode.Disposable {
  return command("editoragent.codeAction", async (argument: unknown) => {
    const action = parseCodeAction(argument);
    if (action === undefined) {
      void vscode.window.showWarningMessage("This command belongs to EditorAgent's light bulb and lenses; it was called without what it needs. Nothing was done.");
      return;
    }

    await view.reveal();
    await core.start();
    core.conversation.prompt({ key: randomUUID(), parts: [{ type: "text", text: titleOf(action) }], action }, "queue");
  });
}

/** C# documents are why the sidecar has a second door: the first one that is seen starts it. */
export function startWithCSharp(core: Core): vscode.Disposable {
  const start = (document: vscode.TextDocument): void => {
    if (document.languageId === "csharp" && document.uri.scheme === "file" && core.sidecar.state.state === "stopped") {
      void core.startQuietly();
    }
  };
  vscode.workspace.textDocuments.forEach(start);
  return vscode.workspace.onDidOpenTextDocument(start);
}
