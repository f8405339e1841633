import { homedir } from "node:os";
import { join } from "node:path";
import * as vscode from "vscode";
import type { FromPanel, PanelView } from "../../exchange/bridge";
import type { ToolCallContent } from "../../exchange/protocol";
import type { ToolItem } from "../../exchange/transcript";
import type { Core } from "../core";
import { messageOf } from "../doors/agent";
import type { Texts } from "../review/texts";
import { partsOf } from "../session/conversation";
import { ofFile, ofImage, ofProblems, ofSelection, pickFiles, problemsOf } from "./attachments";
import type { Lookups } from "./history";
import { insideOf, linkOf } from "./links";
import type { Sessions } from "./sessions";
import { subagentText } from "./subagentText";
import type { ChatView, PanelListener } from "./view";

/** Does what the user does in the panel. */
export class Panel implements PanelListener {
  constructor(
    private readonly core: Core,
    private readonly view: ChatView,
    private readonly lookups: Lookups,
    private readonly sessions: Sessions,
    private readonly texts: Texts,
  ) {}

  editorNow(): PanelView["editor"] {
    const editor = vscode.window.activeTextEditor;
    if (editor === undefined || editor.document.uri.scheme !== "file") {
      return { problems: 0 };
    }

    const selection = ofSelection(editor)?.label;
    return { ...(selection === undefined ? {} : { selection }), problems: problemsOf(editor.document.uri).length };
  }

  async received(message: FromPanel): Promise<void> {
    const { conversation, ledger } = this.core;
    switch (message.type) {
      case "ready":
        return;
      case "prompt":
        conversation.prompt({ key: message.key, parts: partsOf(message.text, message.attachments) }, message.when);
        return this.core.startQuietly();
      case "unqueue":
        return conversation.unqueue(message.key);
      case "stop":
        return conversation.stop();
      case "answer":
        return conversation.answer(message);
      case "submitForm":
        return this.submitForm(message);
      case "setOption":
        return conversation.setOption(message.configId, message.value);
      case "setMode":
        return conversation.setMode(message.modeId);
      case "openLink":
        return this.openLink(message.href);
      case "openLocation":
        return this.openLocation(message.path, message.line);
      case "openDiff":
        return this.openDiff(message.toolCallId, message.path);
      case "openSubagent":
        return this.openSubagent(message.toolCallId);
      case "copy":
        return void vscode.env.clipboard.writeText(message.text);
      case "review":
        return this.review(message);
      case "restore":
        return ledger.restore(message.turnId);
      case "undoRestore":
        return ledger.undoRestore(message.turnId);
      case "newSession":
        return this.sessions.create();
      case "openSession":
        return this.sessions.open(message.sessionId);
      case "forkSession":
        return this.sessions.fork(message.sessionId, message.turnId);
      case "exportSession":
        return this.sessions.export(message.sessionId);
      case "renameSession":
        return this.sessions.rename(message.sessionId, message.title);
      case "deleteSession":
        return this.sessions.delete(message.sessionId);
      case "archiveSession":
        return this.sessions.archive(message.sessionId, message.isArchived);
      case "searchSessions":
        return this.view.post({ type: "sessions", request: message.request, ...(await this.lookups.sessions(message.query, message.isArchived)) });
      case "mentions":
        return this.view.post({ type: "mentions", request: message.request, items: await this.lookups.mentions(message.query) });
      case "attach":
        return this.attach(message.what);
      case "listGrants":
        return this.view.post({ type: "grants", request: message.request, grants: await this.lookups.grants() });
      case "revokeGrant":
        return this.lookups.revoke(message.grantId);
      case "run":
        return void (await vscode.commands.executeCommand(message.command));
    }
  }

  private async submitForm({ formId, action, content }: Extract<FromPanel, { type: "submitForm" }>): Promise<void> {
    const params = this.core.conversation.forms.find(formId);
    if (params?.mode === "url" && action === "accept" && !(await this.openWeb(params.url))) {
      this.core.conversation.answerForm(formId, { action: "decline" });
      return;
    }

    this.core.conversation.answerForm(formId, action === "accept" ? { action, ...(content === undefined ? {} : { content }) } : { action });
  }

  private async openWeb(url: string): Promise<boolean> {
    const link = linkOf(url, []);
    return link.kind === "web" && vscode.env.openExternal(vscode.Uri.parse(link.url, true));
  }

  private async openLink(href: string): Promise<void> {
    const link = linkOf(href, this.core.directories);
    switch (link.kind) {
      case "web":
        await vscode.env.openExternal(vscode.Uri.parse(link.url, true));
        return;
      case "file":
        return this.openLocation(link.path, link.line);
      case "refused":
        void vscode.window.showInformationMessage(link.reason);
    }
  }

  private async openLocation(path: string, line?: number): Promise<void> {
    const inside = insideOf(path, this.core.directories);
    if (inside === undefined) {
      void vscode.window.showInformationMessage("Only files of this workspace are opened.");
      return;
    }

    try {
      const at = line === undefined ? undefined : new vscode.Range(line - 1, 0, line - 1, 0);
      await vscode.window.showTextDocument(vscode.Uri.file(inside), { preview: true, ...(at === undefined ? {} : { selection: at }) });
    } catch (error) {
      void vscode.window.showInformationMessage(messageOf(error));
    }
  }

  private async openDiff(toolCallId: string, path: string): Promise<void> {
    const item = this.core.conversation.transcript.snapshot.items.find((other): other is ToolItem => other.kind === "tool" && other.toolCallId === toolCallId);
    const isMeant = (content: ToolCallContent): content is Extract<ToolCallContent, { type: "diff" }> => content.type === "diff" && content.path === path;
    const diff = [...(item?.content ?? []), ...(item?.question?.content ?? [])].find(isMeant);
    if (diff === undefined) {
      return;
    }

    const name = vscode.workspace.asRelativePath(vscode.Uri.file(path));
    await vscode.commands.executeCommand("vscode.diff", this.texts.add(path, diff.oldText ?? ""), this.texts.add(path, diff.newText), `${name}: ${item?.title ?? "change"}`);
  }

  private async openSubagent(toolCallId: string): Promise<void> {
    const item = this.core.conversation.transcript.snapshot.items.find((other): other is ToolItem => other.kind === "tool" && other.toolCallId === toolCallId);
    const subagentId = item?.subagent?.sessionId;
    if (item === undefined || subagentId === undefined) {
      return;
    }

    const result = await this.core.conversation.ask("_editoragent/subagents/transcript", (sessionId) => ({ sessionId, subagentId }));
    if (result === undefined) {
      return;
    }

    const { updates, isPartial } = result;
    await vscode.window.showTextDocument(this.texts.add(join(homedir(), `Subagent ${subagentId}.md`), subagentText(item.title, updates, isPartial)), { preview: true });
  }

  private async review({ action, path }: Extract<FromPanel, { type: "review" }>): Promise<void> {
    const which = path === undefined ? {} : { path };
    switch (action) {
      case "open":
        return void (await vscode.commands.executeCommand("editoragent.review.open", path));
      case "keep":
        return this.core.ledger.keep(which);
      case "undo":
        return this.core.ledger.undo(which);
    }
  }

  private async attach(what: Extract<FromPanel, { type: "attach" }>["what"]): Promise<void> {
    const editor = vscode.window.activeTextEditor;
    switch (what) {
      case "file":
        (await pickFiles("Attach files to the prompt")).forEach((uri) => this.view.post({ type: "attached", attachment: ofFile(uri) }));
        return;
      case "image":
        for (const uri of await pickFiles("Attach images to the prompt", { Images: ["png", "jpg", "jpeg", "gif", "webp"] })) {
          this.view.post({ type: "attached", attachment: await ofImage(uri) });
        }

        return;
      case "selection":
      case "problems": {
        const attachment = editor === undefined ? undefined : what === "selection" ? ofSelection(editor) : ofProblems(editor.document.uri);
        if (attachment !== undefined) {
          this.view.post({ type: "attached", attachment });
        }
      }
    }
  }
}
