import * as vscode from "vscode";
import { messageOf } from "./doors/agent";

/** A command of the extension. What goes wrong is told in the sidecar's own line, without the editor's words around it. */
export function command(id: string, work: (...args: never[]) => unknown): vscode.Disposable {
  return vscode.commands.registerCommand(id, async (...args: unknown[]) => {
    try {
      return await (work as (...given: unknown[]) => unknown)(...args);
    } catch (error) {
      void vscode.window.showErrorMessage(messageOf(error));
      return undefined;
    }
  });
}
