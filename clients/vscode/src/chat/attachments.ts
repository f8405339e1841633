import { randomUUID } from "node:crypto";
import { basename, extname } from "node:path";
import * as vscode from "vscode";
import type { Attachment } from "../../exchange/bridge";
import { problemLines, type ProblemLine } from "./problems";

const imageTypes: Readonly<Record<string, string>> = { ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif", ".webp": "image/webp" };

const largestImage = 10 * 1024 * 1024;

/** What the user points to in the editor, as it goes into a prompt. */
export function ofFile(uri: vscode.Uri, isFolder = false): Attachment {
  const detail = vscode.workspace.asRelativePath(uri);
  return { id: randomUUID(), kind: isFolder ? "folder" : "file", label: basename(uri.fsPath), detail, block: { type: "resource_link", name: detail, uri: uri.toString() } };
}

/** The text itself goes along: it may not be saved yet. */
export function ofSelection(editor: vscode.TextEditor): Attachment | undefined {
  const { selection, document } = editor;
  if (selection.isEmpty || document.uri.scheme !== "file") {
    return undefined;
  }

  const text = document.getText(selection);
  const lines = linesOf(selection);
  const place = `${vscode.workspace.asRelativePath(document.uri)}:${lines}`;
  return {
    id: randomUUID(),
    kind: "selection",
    label: `${basename(document.fileName)}:${lines}`,
    detail: place,
    block: { type: "resource", resource: { uri: `${document.uri.toString()}#L${lines}`, mimeType: "text/plain", text } },
  };
}

export function ofProblems(uri: vscode.Uri): Attachment | undefined {
  const lines = problemsOf(uri);
  if (lines.length === 0) {
    return undefined;
  }

  const detail = vscode.workspace.asRelativePath(uri);
  const label = `${lines.length} ${lines.length === 1 ? "problem" : "problems"} in ${basename(uri.fsPath)}`;
  return { id: randomUUID(), kind: "problem", label, detail, block: { type: "text", text: problemLines(detail, lines) } };
}

export function problemsOf(uri: vscode.Uri): readonly ProblemLine[] {
  return vscode.languages.getDiagnostics(uri)
    .filter(({ severity }) => severity <= vscode.DiagnosticSeverity.Warning)
    .map((problem) => ({
      line: problem.range.start.line + 1,
      severity: problem.severity === vscode.DiagnosticSeverity.Error ? "error" : "warning",
      message: problem.message,
      ...codeOfProblem(problem),
    }));
}

export async function ofImage(uri: vscode.Uri): Promise<Attachment> {
  const mimeType = imageTypes[extname(uri.fsPath).toLowerCase()];
  const data = await vscode.workspace.fs.readFile(uri);
  if (mimeType === undefined || data.byteLength > largestImage) {
    throw new Error(`${basename(uri.fsPath)} was not attached: only PNG, JPEG, GIF and WebP of at most 10 MB can be sent.`);
  }

  return { id: randomUUID(), kind: "image", label: basename(uri.fsPath), block: { type: "image", mimeType, data: Buffer.from(data).toString("base64") } };
}

export async function pickFiles(title: string, filters?: Record<string, string[]>): Promise<readonly vscode.Uri[]> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  return (await vscode.window.showOpenDialog({ title, canSelectMany: true, openLabel: "Attach", ...(folder === undefined ? {} : { defaultUri: folder }), ...(filters === undefined ? {} : { filters }) })) ?? [];
}

function linesOf(selection: vscode.Selection): string {
  const first = selection.start.line + 1;
  const last = selection.end.character === 0 && selection.end.line > selection.start.line ? selection.end.line : selection.end.line + 1;
  return first === last ? `${first}` : `${first}-${last}`;
}

function codeOfProblem({ code, source }: vscode.Diagnostic): { code?: string; source?: string } {
  const value = typeof code === "object" ? code.value : code;
  return { ...(value === undefined ? {} : { code: String(value) }), ...(source === undefined ? {} : { source }) };
}
