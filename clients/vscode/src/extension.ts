import * as vscode from "vscode";
import { registerChatCommands } from "./chat/commands";
import { Lookups } from "./chat/history";
import { Panel } from "./chat/panel";
import { Sessions } from "./chat/sessions";
import { Signals } from "./chat/signals";
import { chatViewId, ChatView } from "./chat/view";
import { Core } from "./core";
import { Documents } from "./editor/documents";
import { Texts, textScheme } from "./review/texts";

let core: Core | undefined;

/** Composition only. Nothing is started here: the sidecar is, when the panel, a command or a C# document first needs it. */
export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel("EditorAgent", { log: true });
  core = new Core(context, log, new Documents(), async (...args) => (await import("./doors/acp")).openAcp(...args));
  const texts = new Texts();
  const view = new ChatView(context.extensionUri, core, log);
  const lookups = new Lookups(core);
  const sessions = new Sessions(core, lookups);
  view.listener = new Panel(core, view, lookups, sessions, texts);
  context.subscriptions.push(
    log,
    view,
    vscode.window.registerWebviewViewProvider(chatViewId, view),
    vscode.workspace.registerTextDocumentContentProvider(textScheme, texts),
    new Signals(core, view),
    registerChatCommands(core, view, sessions, lookups, log),
    vscode.window.onDidChangeTextEditorSelection(() => view.refresh()),
    vscode.languages.onDidChangeDiagnostics(() => view.refresh()),
  );
}

export async function deactivate(): Promise<void> {
  await core?.stop();
}
