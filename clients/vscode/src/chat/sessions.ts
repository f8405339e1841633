import * as vscode from "vscode";
import type { Core } from "../core";
import { messageOf } from "../doors/agent";
import type { Lookups } from "./history";

/** The user's sessions: begin, open, branch off, take away. A running turn is only stopped when the user says so. */
export class Sessions {
  constructor(
    private readonly core: Core,
    private readonly lookups: Lookups,
  ) {}

  async create(): Promise<void> {
    if (await this.mayLeave()) {
      await this.core.startQuietly();
      await this.core.conversation.newSession();
    }
  }

  async open(sessionId: string): Promise<void> {
    if (sessionId !== this.core.conversation.sessionId && (await this.mayLeave())) {
      await this.core.conversation.openSession(sessionId);
    }
  }

  async fork(sessionId: string, turnId?: string): Promise<void> {
    const { agent } = await this.core.start();
    const { sessionId: forked } = await agent.call("_editoragent/sessions/fork", { sessionId, ...(turnId === undefined ? {} : { turnId }) });
    await this.open(forked);
  }

  async export(sessionId: string): Promise<void> {
    const { agent } = await this.core.start();
    const { text, suggestedName } = await agent.call("_editoragent/sessions/export", { sessionId, format: "markdown" });
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    const target = await vscode.window.showSaveDialog({
      title: "Export the session",
      filters: { Markdown: ["md"] },
      ...(folder === undefined ? {} : { defaultUri: vscode.Uri.joinPath(folder, suggestedName) }),
    });
    if (target !== undefined) {
      await vscode.workspace.fs.writeFile(target, Buffer.from(text, "utf8"));
    }
  }

  async rename(sessionId: string, title: string): Promise<void> {
    const { agent, sessionId: shown } = await this.core.start();
    const renamed = await agent.call("_editoragent/sessions/rename", { sessionId, title });
    if (sessionId === shown) {
      this.core.conversation.update(sessionId, { sessionUpdate: "session_info_update", title: renamed.title });
    }
  }

  /** Put aside it is in no list but its own, until its next turn. */
  async archive(sessionId: string, isArchived: boolean): Promise<void> {
    const { agent } = await this.core.start();
    await agent.call("_editoragent/sessions/archive", { sessionId, archived: isArchived });
  }

  async delete(sessionId: string): Promise<void> {
    const { agent, sessionId: shown } = await this.core.start();
    const answer = await vscode.window.showWarningMessage("Delete this session? Its conversation and its list of changes are removed from the disk; files stay as they are.", { modal: true }, "Delete");
    if (answer !== "Delete") {
      return;
    }

    if (sessionId === shown) {
      this.core.conversation.stop();
    }

    await agent.call("session/delete", { sessionId });
    if (sessionId === shown) {
      await this.core.conversation.newSession();
    }
  }

  /** The list in the editor's own picker, for the command palette. */
  async pick(): Promise<void> {
    await this.core.start();
    const picker = vscode.window.createQuickPick<vscode.QuickPickItem & { readonly sessionId: string }>();
    let asked = 0;
    const search = async (query: string): Promise<void> => {
      const mine = ++asked;
      picker.busy = true;
      const { sessions } = await this.lookups.sessions(query).catch((error: unknown) => {
        void vscode.window.showWarningMessage(messageOf(error));
        return { sessions: [] };
      });
      if (mine === asked) {
        picker.busy = false;
        picker.items = sessions.map((session) => ({
          label: session.isCurrent ? `$(check) ${session.title}` : session.title,
          description: session.updatedAt === "" ? "" : new Date(session.updatedAt).toLocaleString(),
          ...(session.snippet === undefined ? {} : { detail: session.snippet }),
          alwaysShow: true,
          sessionId: session.sessionId,
        }));
      }
    };
    picker.placeholder = "Search your sessions by title or words";
    picker.onDidChangeValue((query) => void search(query));
    picker.onDidAccept(() => {
      const [chosen] = picker.selectedItems;
      picker.hide();
      if (chosen !== undefined) {
        void vscode.commands.executeCommand("editoragent.chat.focus");
        void this.open(chosen.sessionId);
      }
    });
    picker.onDidHide(() => picker.dispose());
    picker.show();
    await search("");
  }

  private async mayLeave(): Promise<boolean> {
    const { conversation } = this.core;
    if (!conversation.isRunning) {
      return true;
    }

    const answer = await vscode.window.showWarningMessage("A turn is running in this session.", { modal: true, detail: "It is stopped when you leave the session. What it has done so far stays." }, "Stop and Leave");
    if (answer !== "Stop and Leave") {
      return false;
    }

    conversation.stop();
    return true;
  }
}
