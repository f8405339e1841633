// A small editor: documents with unsaved text, edits held against their versions, questions answered by the scenario. The connection is
// that of vscode-languageserver-protocol; whatever it logs as an error is a fault.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import rpc from "vscode-languageserver-protocol/node.js";
import { TextDocument } from "vscode-languageserver-types";
import { faultsOfFrames } from "./frames.mjs";

export const modern = {
  general: { positionEncodings: ["utf-16"] },
  workspace: { applyEdit: true, workspaceEdit: { documentChanges: true }, codeLens: { refreshSupport: true }, workspaceFolders: true },
  textDocument: {
    synchronization: { dynamicRegistration: true },
    codeAction: { dynamicRegistration: true, codeActionLiteralSupport: { codeActionKind: { valueSet: ["quickfix", "refactor"] } } },
    codeLens: { dynamicRegistration: true },
  },
  window: { workDoneProgress: true, showMessage: {} },
};

export class Editor {
  frames = [];
  faults = [];
  messages = [];
  questions = [];
  progress = [];
  refreshes = 0;
  saved = [];
  documents = new Map();
  #waiting = [];

  // `answer` gets a question and gives the title that is chosen, or null.
  constructor(input, output, answer = () => null) {
    this.answer = answer;
    const seen = (from, message) => (this.frames.push({ from, frame: structuredClone(message) }), message);
    const reader = new rpc.StreamMessageReader(input);
    const listen = reader.listen.bind(reader);
    reader.listen = (callback) => listen((message) => callback(seen("server", message)));
    const writer = new rpc.StreamMessageWriter(output);
    const write = writer.write.bind(writer);
    writer.write = (message) => write(seen("client", message));
    const fault = (text) => this.faults.push(text);
    this.connection = rpc.createProtocolConnection(reader, writer, { error: fault, warn: fault, info() {}, log() {} });
    this.connection.onError(([error]) => fault(`${error}`));
    this.connection.onUnhandledNotification(({ method }) => fault(`unhandled ${method}`));
    this.connection.onRequest(rpc.ApplyWorkspaceEditRequest.type, (params) => this.#apply(params));
    this.connection.onRequest(rpc.ShowMessageRequest.type, (params) => this.#ask(params));
    this.connection.onRequest(rpc.WorkDoneProgressCreateRequest.type, () => undefined);
    this.connection.onRequest(rpc.CodeLensRefreshRequest.type, () => this.#happened(() => this.refreshes++));
    this.connection.onRequest("editoragent/saveDocument", ({ textDocument }) => this.#save(textDocument));
    this.connection.onNotification(rpc.ShowMessageNotification.type, (params) => this.#happened(() => this.messages.push(params)));
    this.connection.onNotification(rpc.LogMessageNotification.type, () => {});
    this.connection.onNotification("$/progress", (params) => this.#happened(() => this.progress.push(params)));
    this.connection.listen();
  }

  async initialize({ capabilities = modern, ours, folder = process.cwd() } = {}) {
    const uri = pathToFileURL(folder).href;
    const result = await this.connection.sendRequest(rpc.InitializeRequest.type, {
      processId: process.pid,
      rootUri: uri,
      workspaceFolders: [{ uri, name: "work" }],
      capabilities,
      initializationOptions: ours && { editoragent: ours },
    });
    await this.connection.sendNotification(rpc.InitializedNotification.type, {});
    return result.capabilities;
  }

  // Opens a document with a text that need not be what the disk holds.
  async open(path, languageId, text) {
    const uri = pathToFileURL(path).href;
    this.documents.set(uri, TextDocument.create(uri, languageId, 1, text));
    await this.connection.sendNotification(rpc.DidOpenTextDocumentNotification.type, { textDocument: { uri, languageId, version: 1, text } });
    return uri;
  }

  // The user types.
  async edit(uri, ...edits) {
    await this.#change(uri, edits);
  }

  async close(uri) {
    this.documents.delete(uri);
    await this.connection.sendNotification(rpc.DidCloseTextDocumentNotification.type, { textDocument: { uri } });
  }

  textOf(uri) {
    return this.documents.get(uri).getText();
  }

  actions(uri, range, diagnostics = [], only) {
    return this.connection.sendRequest(rpc.CodeActionRequest.type, { textDocument: { uri }, range, context: { diagnostics, only } });
  }

  lenses(uri) {
    return this.connection.sendRequest(rpc.CodeLensRequest.type, { textDocument: { uri } });
  }

  execute(command) {
    return this.connection.sendRequest(rpc.ExecuteCommandRequest.type, { command: command.command, arguments: command.arguments });
  }

  cancelProgress() {
    return this.connection.sendNotification(rpc.WorkDoneProgressCancelNotification.type, { token: this.progress[0].token });
  }

  // Resolves as soon as something the server sent has made the condition true.
  until(condition) {
    return condition() ? Promise.resolve() : new Promise((resolve) => this.#waiting.push({ condition, resolve }));
  }

  async leave() {
    await this.connection.sendRequest(rpc.ShutdownRequest.type);
    await this.connection.sendNotification(rpc.ExitNotification.type);
  }

  // Everything so far was as LSP and the library want it.
  assertClean() {
    const ours = new Set(["editoragent/saveDocument"]);
    const frames = this.frames.filter(({ frame }) => !ours.has(frame.method));
    assert.deepEqual([...this.faults, ...faultsOfFrames(frames)], []);
  }

  #happened(act) {
    const result = act();
    this.#waiting = this.#waiting.filter(({ condition, resolve }) => {
      if (!condition()) return true;
      resolve();
      return false;
    });
    return result;
  }

  async #ask(params) {
    this.#happened(() => this.questions.push(params));
    const title = await this.answer(params, this);
    return title === null ? null : (params.actions.find((action) => action.title === title) ?? assert.fail(`${title} was not on offer: ${params.actions.map((action) => action.title)}`));
  }

  #save({ uri, version }) {
    const document = this.documents.get(uri);
    if (document?.version !== version) return { saved: false };
    writeFileSync(fileURLToPath(uri), document.getText());
    this.saved.push({ uri, version });
    return { saved: true };
  }

  // As editors do: all or nothing, and nothing for a document that has moved on.
  async #apply({ edit }) {
    const changes = edit.documentChanges ?? Object.entries(edit.changes).map(([uri, edits]) => ({ textDocument: { uri, version: null }, edits }));
    const stale = changes.find(({ textDocument: { uri, version } }) => !this.documents.has(uri) || (version !== null && this.documents.get(uri).version !== version));
    if (stale) return { applied: false, failureReason: "the document has changed" };
    for (const { textDocument, edits } of changes) await this.#change(textDocument.uri, edits);
    return { applied: true };
  }

  async #change(uri, edits) {
    const before = this.documents.get(uri);
    const version = before.version + 1;
    // One after the other, from the end, so that each range is still that of the text before.
    const sorted = [...edits].sort((a, b) => before.offsetAt(b.range.start) - before.offsetAt(a.range.start));
    this.documents.set(uri, TextDocument.create(uri, before.languageId, version, TextDocument.applyEdits(before, edits)));
    await this.connection.sendNotification(rpc.DidChangeTextDocumentNotification.type, {
      textDocument: { uri, version },
      contentChanges: sorted.map(({ range, newText }) => ({ range, text: newText })),
    });
  }
}
