import * as vscode from "vscode";
import type { ReadTextFileParams, ReadTextFileResult, WriteTextFileParams } from "../../exchange/protocol";
import { ErrorCodes } from "../doors/agent";
import { changeBetween } from "./textChange";

/**
 * The files of the user as the editor shows them. Only what is open is served: everything else is left to the sidecar, which then uses the
 * disk, so that no document is opened and no tab appears because an agent reads or writes.
 */
export class Documents {
  async read(params: ReadTextFileParams): Promise<ReadTextFileResult> {
    const text = opened(params.path).getText();
    if (params.line === undefined && params.limit === undefined) {
      return { content: text };
    }

    const from = Math.max(0, (params.line ?? 1) - 1);
    const lines = text.split("\n").slice(from, params.limit === undefined ? undefined : from + params.limit);
    return { content: lines.join("\n") };
  }

  /** Written as an edit, so that the user's undo knows it. What was saved before is saved again, for builds and tests; what the user has not saved yet stays theirs to save. */
  async write(params: WriteTextFileParams): Promise<void> {
    const document = opened(params.path);
    const wasSaved = !document.isDirty;
    const change = changeBetween(document.getText(), params.content);
    if (change !== undefined) {
      const edit = new vscode.WorkspaceEdit();
      edit.replace(document.uri, new vscode.Range(document.positionAt(change.start), document.positionAt(change.end)), change.text);
      if (!(await vscode.workspace.applyEdit(edit))) {
        throw new Error(`The editor did not take the new text of ${params.path}.`);
      }
    }

    if (wasSaved && document.isDirty && !(await document.save())) {
      throw new Error(`The editor could not save ${params.path}.`);
    }
  }
}

function opened(path: string): vscode.TextDocument {
  const wanted = vscode.Uri.file(path).toString();
  const document = vscode.workspace.textDocuments.find((other) => other.uri.scheme === "file" && !other.isClosed && other.uri.toString() === wanted);
  if (document === undefined) {
    throw Object.assign(new Error(`${path} is not open in the editor.`), { code: ErrorCodes.notFound });
  }

  return document;
}
