import * as vscode from "vscode";
import { registerChatCommands } from "./chat/commands";
import { Lookups } from "./chat/history";
import { Panel } from "./chat/panel";
import { Sessions } from "./chat/sessions";
import { Signals } from "./chat/signals";
import { chatViewId, ChatView } from "./chat/view";
import { ContextKeys } from "./contextKeys";
import { Core } from "./core";
import { Documents } from "./editor/documents";
import { LanguageDoors, registerCodeAction, startWithCSharp } from "./editor/language";
import { registerServerCommands } from "./mcp/commands";
import { ServerTree } from "./mcp/tree";
import { registerModelCommands } from "./models/commands";
import { registerReviewCommands } from "./review/commands";
import { Comparisons } from "./review/comparisons";
import { Marks } from "./review/marks";
import { Texts, textScheme } from "./review/texts";
import { Trust } from "./trust/commands";
import { registerServerDefinition, registerTools } from "./tools";

let core: Core | undefined;

/** Composition only. Nothing is awaited here: the sidecar starts when the panel, a command or a C# document first needs it. */
export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel("EditorAgent", { log: true });
  core = new Core(context, log, new Documents(), async (...args) => (await import("./doors/acp")).openAcp(...args));
  const texts = new Texts();
  const view = new ChatView(context.extensionUri, core, log);
  const lookups = new Lookups(core);
  const sessions = new Sessions(core, lookups);
  const servers = new ServerTree(core, log);
  const trust = new Trust(core, texts);
  view.listener = new Panel(core, view, lookups, sessions, texts);
  context.subscriptions.push(
    log,
    view,
    servers,
    vscode.window.registerWebviewViewProvider(chatViewId, view),
    vscode.window.registerTreeDataProvider("editoragent.mcp", servers),
    vscode.workspace.registerTextDocumentContentProvider(textScheme, texts),
    new Signals(core, view),
    new ContextKeys(core),
    new Marks(context.extensionUri, core.ledger),
    new LanguageDoors(core, log, async (...args) => (await import("./doors/lsp")).openLsp(...args)),
    registerChatCommands(core, view, sessions, lookups, log),
    registerCodeAction(core, view),
    registerReviewCommands(core, new Comparisons(core.ledger, texts)),
    registerServerCommands(core, servers, texts, trust),
    trust.register(),
    registerModelCommands(core),
    registerTools(core),
    registerServerDefinition(core, log),
    startWithCSharp(core),
    vscode.window.onDidChangeActiveTextEditor(() => view.editorChanged()),
    vscode.window.onDidChangeTextEditorSelection(() => view.editorChanged()),
    vscode.languages.onDidChangeDiagnostics(() => view.editorChanged()),
  );
}

export async function deactivate(): Promise<void> {
  await core?.stop();
}
