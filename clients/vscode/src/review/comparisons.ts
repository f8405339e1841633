import * as vscode from "vscode";
import type { ChangedFile } from "../../exchange/protocol";
import type { Ledger } from "./ledger";
import type { Texts } from "./texts";

/** The changes side by side in the editor's own comparison. Opened only when the user asks; closing it means nothing. */
export class Comparisons {
  constructor(
    private readonly ledger: Ledger,
    private readonly texts: Texts,
  ) {}

  async open(path?: string): Promise<void> {
    await this.ledger.refresh();
    const files = this.ledger.files.filter((file) => path === undefined || file.path === path);
    const sides = await Promise.all(files.map((file) => this.sidesOf(file)));
    const [only] = sides;
    if (only === undefined) {
      void vscode.window.showInformationMessage(path === undefined ? "There are no changes to review." : "There are no changes to review in this file.");
    } else if (path !== undefined && only[1] !== undefined && only[2] !== undefined) {
      await vscode.commands.executeCommand("vscode.diff", only[1], only[2], `${vscode.workspace.asRelativePath(only[0])} (changes of the agent)`);
    } else {
      await vscode.commands.executeCommand("vscode.changes", "Changes of the agent", sides);
    }
  }

  private async sidesOf(file: ChangedFile): Promise<[vscode.Uri, vscode.Uri | undefined, vscode.Uri | undefined]> {
    const uri = vscode.Uri.file(file.path);
    const before = file.standing === "created" ? undefined : this.texts.add(file.path, (await this.ledger.baseline(file.path)) ?? "");
    return [uri, before, file.standing === "deleted" ? undefined : uri];
  }
}
