import * as vscode from "vscode";
import type { ChangedHunk } from "../../exchange/protocol";
import type { Ledger } from "./ledger";
import { lineOf } from "./navigation";

const reaskMs = 400;

/** Marks in open files what the agent changed there: colour and gutter by decoration, keep and undo by lens. */
export class Marks implements vscode.CodeLensProvider, vscode.Disposable {
  private readonly lensesChanged = new vscode.EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.lensesChanged.event;
  private readonly types: Readonly<Record<Look, vscode.TextEditorDecorationType>>;
  private readonly subscriptions: { dispose(): void }[];
  private timer: NodeJS.Timeout | undefined;

  constructor(
    extensionUri: vscode.Uri,
    private readonly ledger: Ledger,
  ) {
    this.types = {
      written: decoration(extensionUri, "written", "diffEditor.insertedLineBackground", "editorOverviewRuler.addedForeground"),
      removed: decoration(extensionUri, "removed", undefined, "editorOverviewRuler.deletedForeground"),
      conflict: decoration(extensionUri, "conflict", "diffEditor.insertedLineBackground", "editorOverviewRuler.warningForeground"),
    };
    this.subscriptions = [
      ledger.changed.on(() => this.refresh()),
      vscode.window.onDidChangeVisibleTextEditors(() => this.draw()),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.reask(document)),
      vscode.workspace.onDidChangeConfiguration((change) => change.affectsConfiguration("editoragent.review.decorations") && this.refresh()),
      vscode.languages.registerCodeLensProvider({ scheme: "file" }, this),
      this.lensesChanged,
      ...Object.values(this.types),
    ];
  }

  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    const file = areShown() ? this.ledger.fileAt(document.uri.fsPath) : undefined;
    return (file?.hunks ?? []).flatMap((hunk) => {
      const line = Math.min(lineOf(hunk), document.lineCount - 1);
      const at = new vscode.Range(line, 0, line, 0);
      const target = [document.uri.fsPath, hunk.hunkId];
      const keep = new vscode.CodeLens(at, { title: "$(check) Keep", tooltip: "Keep this change and take it out of the review", command: "editoragent.review.keepHunk", arguments: target });
      return hunk.isEdited
        ? [new vscode.CodeLens(at, { title: "$(warning) Edited by you since: it can only be kept", command: "" }), keep]
        : [keep, new vscode.CodeLens(at, { title: "$(discard) Undo", tooltip: "Put back what was here before", command: "editoragent.review.undoHunk", arguments: target })];
    });
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.subscriptions.forEach((subscription) => subscription.dispose());
  }

  private refresh(): void {
    this.draw();
    this.lensesChanged.fire();
  }

  /** The lines of hunks are the sidecar's to find; decorations follow an edit by themselves until it answers. */
  private reask(document: vscode.TextDocument): void {
    if (document.uri.scheme === "file" && this.ledger.fileAt(document.uri.fsPath) !== undefined) {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => void this.ledger.refresh(), reaskMs);
    }
  }

  private draw(): void {
    for (const editor of vscode.window.visibleTextEditors) {
      if (editor.document.uri.scheme !== "file") {
        continue;
      }

      const hunks = areShown() ? (this.ledger.fileAt(editor.document.uri.fsPath)?.hunks ?? []) : [];
      for (const look of Object.keys(this.types) as Look[]) {
        editor.setDecorations(this.types[look], hunks.filter((hunk) => lookOf(hunk) === look).map((hunk) => drawn(hunk, editor.document)));
      }
    }
  }
}

type Look = "written" | "removed" | "conflict";

function areShown(): boolean {
  return vscode.workspace.getConfiguration("editoragent").get("review.decorations", true);
}

function lookOf(hunk: ChangedHunk): Look {
  return hunk.isEdited ? "conflict" : hunk.newCount === 0 ? "removed" : "written";
}

function drawn(hunk: ChangedHunk, document: vscode.TextDocument): vscode.DecorationOptions {
  const first = Math.min(lineOf(hunk), document.lineCount - 1);
  const last = Math.min(first + Math.max(1, hunk.newCount) - 1, document.lineCount - 1);
  const options: vscode.DecorationOptions = { range: new vscode.Range(first, 0, last, document.lineAt(last).text.length) };
  if (hunk.oldCount === 0) {
    return options;
  }

  const lines = `${hunk.oldCount} ${hunk.oldCount === 1 ? "line" : "lines"}`;
  const hover = new vscode.MarkdownString(`${hunk.newCount === 0 ? `The agent removed ${lines} here` : `Was ${lines} before`}${hunk.oldText === undefined ? ". They are too long to show here." : ":"}`);
  if (hunk.oldText !== undefined) {
    hover.appendCodeblock(hunk.oldText, document.languageId);
  }

  return { ...options, hoverMessage: hover };
}

function decoration(extensionUri: vscode.Uri, look: Look, background: string | undefined, ruler: string): vscode.TextEditorDecorationType {
  return vscode.window.createTextEditorDecorationType({
    isWholeLine: true,
    gutterIconPath: vscode.Uri.joinPath(extensionUri, "media", `gutter-${look}.svg`),
    gutterIconSize: "contain",
    overviewRulerColor: new vscode.ThemeColor(ruler),
    overviewRulerLane: vscode.OverviewRulerLane.Left,
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
    ...(background === undefined
      ? { borderStyle: "dashed", borderWidth: "1px 0 0 0", borderColor: new vscode.ThemeColor("editorOverviewRuler.deletedForeground") }
      : { backgroundColor: new vscode.ThemeColor(background) }),
  });
}
