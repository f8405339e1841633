import * as vscode from "vscode";

export const textScheme = "editoragent-text";

const most = 200;

/**
 * Texts that are on no disk: the left and right sides of comparisons. Both sides of one carry the file's own path and differ in the query
 * only; otherwise a comparison shows a rename.
 */
export class Texts implements vscode.TextDocumentContentProvider {
  private readonly texts = new Map<string, string>();
  private counter = 0;

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.texts.get(uri.query) ?? "This text is no longer held. Open the comparison again.";
  }

  add(path: string, text: string): vscode.Uri {
    const key = `version=${++this.counter}`;
    this.texts.set(key, text);
    for (const oldest of this.texts.keys()) {
      if (this.texts.size <= most) {
        break;
      }

      this.texts.delete(oldest);
    }

    return vscode.Uri.file(path).with({ scheme: textScheme, query: key });
  }
}
