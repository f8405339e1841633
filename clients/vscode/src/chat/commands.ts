import { statSync } from "node:fs";
import * as vscode from "vscode";
import type { Attachment } from "../../exchange/bridge";
import { command } from "../command";
import type { Core } from "../core";
import { ofFile, ofSelection } from "./attachments";
import type { Lookups } from "./history";
import type { Sessions } from "./sessions";
import type { ChatView } from "./view";

export function registerChatCommands(core: Core, view: ChatView, sessions: Sessions, lookups: Lookups, log: vscode.LogOutputChannel): vscode.Disposable {
  const attach = async (attachments: readonly (Attachment | undefined)[]): Promise<void> => {
    await view.reveal();
    attachments.forEach((attachment) => attachment !== undefined && view.post({ type: "attached", attachment }));
    view.post({ type: "focus", what: "composer" });
  };
  return vscode.Disposable.from(
    command("editoragent.open", async () => {
      await view.reveal();
      view.post({ type: "focus", what: "composer" });
    }),
    command("editoragent.newSession", async () => {
      await view.reveal();
      await sessions.create();
      view.post({ type: "focus", what: "composer" });
    }),
    command("editoragent.history", () => sessions.pick()),
    command("editoragent.exportSession", async () => sessions.export((await core.start()).sessionId)),
    command("editoragent.stop", () => core.conversation.stop()),
    command("editoragent.addSelection", () => {
      const editor = vscode.window.activeTextEditor;
      return attach(editor === undefined ? [] : [ofSelection(editor) ?? ofFile(editor.document.uri)]);
    }),
    command("editoragent.addFile", (first?: vscode.Uri, all?: vscode.Uri[]) => {
      const active = vscode.window.activeTextEditor?.document.uri;
      const uris = all ?? (first === undefined ? (active === undefined ? [] : [active]) : [first]);
      return attach(uris.filter(({ scheme }) => scheme === "file").map((uri) => ofFile(uri, statSync(uri.fsPath, { throwIfNoEntry: false })?.isDirectory() ?? false)));
    }),
    command("editoragent.grants", () => pickGrants(core, lookups)),
    command("editoragent.restart", () => core.restart()),
    command("editoragent.showLog", () => log.show()),
    command("editoragent.openSettings", () => vscode.commands.executeCommand("workbench.action.openSettings", "@ext:editoragent.editoragent")),
    command("editoragent.openWalkthrough", () => vscode.commands.executeCommand("workbench.action.openWalkthrough", "editoragent.editoragent#editoragent.start", false)),
  );
}

async function pickGrants(core: Core, lookups: Lookups): Promise<void> {
  await core.start();
  const grants = await lookups.grants();
  const chosen = await vscode.window.showQuickPick(
    grants.map((grant) => ({
      label: grant.pattern,
      description: grant.grantId === undefined ? "for this session" : "always in this workspace",
      ...(grant.files === undefined || grant.files === 0 ? {} : { detail: `Rests on ${grant.files} files; asked again when one of them changes` }),
      grantId: grant.grantId,
    })),
    { title: grants.length === 0 ? "Nothing is allowed for good here" : "What is allowed for good; choose one to take it back", matchOnDescription: true },
  );
  if (chosen?.grantId !== undefined) {
    await lookups.revoke(chosen.grantId);
    void vscode.window.showInformationMessage(`${chosen.label} is asked about again from now on.`);
  } else if (chosen !== undefined) {
    void vscode.window.showInformationMessage(`${chosen.label} is allowed only while this session is open. Begin a new session to end it.`);
  }
}
