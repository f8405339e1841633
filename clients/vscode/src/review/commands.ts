import * as vscode from "vscode";
import type { ChangedFile } from "../../exchange/protocol";
import { command } from "../command";
import type { Core } from "../core";
import type { Comparisons } from "./comparisons";
import { hunkAt, nearestFile, nearestHunk, type Direction, type HunkPlace } from "./navigation";

export function registerReviewCommands(core: Core, comparisons: Comparisons): vscode.Disposable {
  const { ledger } = core;

  const hunkMeant = (path: unknown, hunkId: unknown): string[] => {
    const place = placeNow();
    const named = typeof path === "string" && typeof hunkId === "string" ? hunkId : hunkAt(place === undefined ? undefined : ledger.fileAt(place.path), place?.line ?? 0)?.hunkId;
    if (named === undefined) {
      void vscode.window.showInformationMessage("The cursor is in no change of the agent. Go to one first.");
    }

    return named === undefined ? [] : [named];
  };
  const fileMeant = (given: unknown): ChangedFile | undefined => {
    const path = given instanceof vscode.Uri ? given.fsPath : typeof given === "string" ? given : placeNow()?.path;
    const file = path === undefined ? undefined : ledger.fileAt(path);
    if (file === undefined) {
      void vscode.window.showInformationMessage("There are no changes of the agent in this file.");
    }

    return file;
  };
  const goTo = async (find: (direction: Direction) => HunkPlace | undefined, direction: Direction): Promise<void> => {
    await core.start();
    await ledger.refresh();
    const place = find(direction);
    if (place === undefined) {
      void vscode.window.showInformationMessage("There are no changes to review.");
      return;
    }

    await vscode.window.showTextDocument(vscode.Uri.file(place.path), { selection: new vscode.Range(place.line, 0, place.line, 0) });
  };
  const hunk = (direction: Direction): HunkPlace | undefined => nearestHunk(ledger.files, placeNow(), direction);
  const file = (direction: Direction): HunkPlace | undefined => nearestFile(ledger.files, placeNow()?.path, direction);

  return vscode.Disposable.from(
    command("editoragent.review.open", async (path?: unknown) => {
      await core.start();
      await comparisons.open(typeof path === "string" ? path : undefined);
    }),
    command("editoragent.review.nextHunk", () => goTo(hunk, "next")),
    command("editoragent.review.previousHunk", () => goTo(hunk, "previous")),
    command("editoragent.review.nextFile", () => goTo(file, "next")),
    command("editoragent.review.previousFile", () => goTo(file, "previous")),
    command("editoragent.review.keepHunk", async (path?: unknown, hunkId?: unknown) => {
      const hunkIds = hunkMeant(path, hunkId);
      return hunkIds.length > 0 && ledger.keep({ hunkIds });
    }),
    command("editoragent.review.undoHunk", async (path?: unknown, hunkId?: unknown) => {
      const hunkIds = hunkMeant(path, hunkId);
      return hunkIds.length > 0 && ledger.undo({ hunkIds });
    }),
    command("editoragent.review.keepFile", async (given?: unknown) => {
      const meant = fileMeant(given);
      return meant !== undefined && ledger.keep({ path: meant.path });
    }),
    command("editoragent.review.undoFile", async (given?: unknown) => {
      const meant = fileMeant(given);
      return meant !== undefined && ledger.undo({ path: meant.path });
    }),
    command("editoragent.review.keepAll", () => ledger.keep({})),
    command("editoragent.review.undoAll", async () => {
      const files = ledger.files.length;
      const answer = await vscode.window.showWarningMessage(
        `Undo all changes in ${files} ${files === 1 ? "file" : "files"}?`,
        { modal: true, detail: "What you edited yourself in other lines stays. It can be taken back with \"Take Back the Last Restore or Undo\"." },
        "Undo All",
      );
      return answer === "Undo All" && ledger.undo({});
    }),
    command("editoragent.review.restore", () => pickTurn(core)),
    command("editoragent.review.undoRestore", () => {
      if (ledger.lastUndone === undefined) {
        void vscode.window.showInformationMessage("Nothing was undone in this window that could be taken back.");
        return undefined;
      }

      return ledger.undoRestore(ledger.lastUndone);
    }),
  );
}

async function pickTurn(core: Core): Promise<void> {
  await core.start();
  await core.ledger.refresh();
  const turns = core.ledger.turns.filter(({ isUndone }) => !isUndone).toReversed();
  const chosen = await vscode.window.showQuickPick(
    turns.map(({ turnId, startedAt, files }) => ({
      label: `Before the turn of ${new Date(startedAt).toLocaleString()}`,
      description: `${files} ${files === 1 ? "file" : "files"} changed in it`,
      turnId,
    })),
    { title: turns.length === 0 ? "No turn of this session changed a file" : "Put the files back as they were before a turn; this can be taken back" },
  );
  if (chosen !== undefined) {
    await core.ledger.restore(chosen.turnId);
  }
}

function placeNow(): HunkPlace | undefined {
  const editor = vscode.window.activeTextEditor;
  return editor?.document.uri.scheme === "file" ? { path: editor.document.uri.fsPath, line: editor.selection.active.line } : undefined;
}
