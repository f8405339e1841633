import { basename } from "node:path";
import * as vscode from "vscode";
import type { Grant, ListedConversation, Mention } from "../../exchange/bridge";
import type { Core } from "../core";
import { ofProblems, ofSelection } from "./attachments";

const mostSessions = 50;
const mostMentions = 30;

/** Sessions of the past, mentions and standing grants: asked of the sidecar, shown as it answers. */
export class Lookups {
  constructor(private readonly core: Core) {}

  async sessions(query: string, isArchived = false): Promise<{ readonly sessions: readonly ListedConversation[]; readonly isPartial: boolean }> {
    const { conversation, directories } = this.core;
    const agent = conversation.agentNow;
    const cwd = directories[0];
    if (agent === undefined || cwd === undefined) {
      return { sessions: [], isPartial: false };
    }

    if (!conversation.isServed("_editoragent/sessions/search")) {
      const { sessions, nextCursor } = await agent.call("session/list", { cwd });
      const wanted = sessions.filter(({ title }) => (title ?? "").toLowerCase().includes(query.toLowerCase()));
      return { sessions: wanted.slice(0, mostSessions).map((found) => this.listed(found)), isPartial: nextCursor !== undefined || wanted.length > mostSessions };
    }

    const { sessions, isPartial } = await agent.call("_editoragent/sessions/search", { query, cwd, limit: mostSessions, archived: isArchived });
    return { sessions: sessions.map((found) => ({ ...this.listed(found), turns: found.turns, ...(found.snippet === undefined ? {} : { snippet: found.snippet }) })), isPartial };
  }

  async mentions(query: string): Promise<readonly Mention[]> {
    return [...this.ofEditor(query), ...(await this.found(query))];
  }

  async grants(): Promise<readonly Grant[]> {
    return (await this.core.conversation.ask("_editoragent/approvals/list", (sessionId) => ({ sessionId })))?.grants ?? [];
  }

  async revoke(grantId: string): Promise<void> {
    await this.core.conversation.ask("_editoragent/approvals/revoke", (sessionId) => ({ sessionId, grantId }));
  }

  /** What only the editor knows: its selection, and the problems that it shows. */
  private ofEditor(query: string): readonly Mention[] {
    const editor = vscode.window.activeTextEditor;
    const known = editor === undefined ? [] : [ofSelection(editor), ofProblems(editor.document.uri)];
    return known
      .filter((attachment) => attachment !== undefined)
      .filter(({ kind, label }) => query !== "" && `${kind} ${label}`.toLowerCase().includes(query.toLowerCase()))
      .map(({ kind, label, detail, block }) => ({ kind, label, ...(detail === undefined ? {} : { detail }), block }));
  }

  private async found(query: string): Promise<readonly Mention[]> {
    const { conversation } = this.core;
    if (!conversation.isServed("_editoragent/mentions") || conversation.sessionId === undefined) {
      return this.filesNamed(query);
    }

    const found = await conversation.ask("_editoragent/mentions", (sessionId) => ({ sessionId, query, limit: mostMentions }));
    return (found?.items ?? []).map(({ kind, label, detail, uri }) => ({
      kind,
      label,
      ...(detail === undefined ? {} : { detail }),
      block: { type: "resource_link", name: label, uri },
    }));
  }

  private listed(found: { readonly sessionId: string; readonly title?: string; readonly updatedAt?: string }): ListedConversation {
    return { sessionId: found.sessionId, title: found.title ?? "Untitled", updatedAt: found.updatedAt ?? "", isCurrent: found.sessionId === this.core.conversation.sessionId };
  }

  /** An older sidecar knows no mentions, nor does one that is just starting; the editor's own search for files does. */
  private async filesNamed(query: string): Promise<readonly Mention[]> {
    const name = query.replaceAll(/[{}[\]*?!,\\]/g, "");
    const found = name === "" ? [] : await vscode.workspace.findFiles(`**/*${name}*`, undefined, mostMentions);
    return found.map((uri) => {
      const detail = vscode.workspace.asRelativePath(uri);
      return { kind: "file", label: basename(uri.fsPath), detail, block: { type: "resource_link", name: detail, uri: uri.toString() } };
    });
  }
}
