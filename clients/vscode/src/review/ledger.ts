import type { ChangedFile, ChangedHunk, ChangingTurn, JudgeChangesResult } from "../../exchange/protocol";
import type { ReviewFile } from "../../exchange/bridge";
import type { Conversation } from "../session/conversation";
import { Emitter } from "../session/emitter";

const soonMs = 60;

/** The changes that nobody has judged, as the sidecar last listed them. Nothing of it is decided or computed here. */
export class Ledger {
  readonly changed = new Emitter<void>();
  private filesNow: readonly ChangedFile[] = [];
  private turnsNow: readonly ChangingTurn[] = [];
  private timer: NodeJS.Timeout | undefined;
  private asking = 0;
  private shown = 0;
  /** What names the writing of an undo, by what was undone. */
  private readonly undoOf = new Map<string, string>();
  lastUndone: string | undefined;
  private readonly subscriptions;

  constructor(private readonly conversation: Conversation) {
    this.subscriptions = [
      conversation.turnEnded.on(() => this.refreshSoon()),
      conversation.replaced.on(() => {
        this.shown = this.asking;
        this.set([], []);
        this.refreshSoon();
      }),
    ];
  }

  get files(): readonly ChangedFile[] {
    return this.filesNow;
  }

  get turns(): readonly ChangingTurn[] {
    return this.turnsNow;
  }

  fileAt(path: string): ChangedFile | undefined {
    return this.filesNow.find((file) => isSame(file.path, path));
  }

  refreshSoon(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.refresh(), soonMs);
  }

  /** Asks again. An answer to an earlier question than that of the one shown is left out. */
  async refresh(): Promise<void> {
    if (!this.conversation.isServed("_editoragent/review/list")) {
      return;
    }

    const asked = ++this.asking;
    const listed = await this.conversation.ask("_editoragent/review/list", (sessionId) => ({ sessionId }));
    if (listed !== undefined && asked > this.shown) {
      this.shown = asked;
      this.set(listed.files, listed.turns);
    }
  }

  async keep(which: Which): Promise<void> {
    this.tell(await this.conversation.ask("_editoragent/review/keep", (sessionId) => ({ sessionId, ...which })));
    await this.refresh();
  }

  async undo(which: Which): Promise<void> {
    const result = await this.conversation.ask("_editoragent/review/undo", (sessionId) => ({ sessionId, ...which }));
    this.tell(result);
    this.remember("undo", result?.undoTurnId);
    await this.refresh();
  }

  /** The text before the changes; undefined when the file was not there. */
  async baseline(path: string): Promise<string | undefined> {
    return (await this.conversation.ask("_editoragent/review/baseline", (sessionId) => ({ sessionId, path })))?.text;
  }

  async restore(turnId: string): Promise<void> {
    const result = await this.conversation.ask("_editoragent/review/restore", (sessionId) => ({ sessionId, turnId }));
    if (result !== undefined) {
      this.tellRestored("Went back to before that turn", result);
      this.remember(turnId, result.undoTurnId);
    }

    await this.refresh();
  }

  /** Takes back what going back to before that turn wrote. */
  async undoRestore(turnId: string): Promise<void> {
    const result = await this.conversation.ask("_editoragent/session/undo_turn", (sessionId) => ({ sessionId, turnId: this.undoOf.get(turnId) ?? turnId }));
    if (result !== undefined) {
      this.undoOf.delete(turnId);
      this.tellRestored("Took that back", result);
    }

    await this.refresh();
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.subscriptions.forEach((subscription) => subscription.dispose());
  }

  private remember(turnId: string, undoTurnId: string | undefined): void {
    if (undoTurnId !== undefined) {
      this.undoOf.set(turnId, undoTurnId);
      this.lastUndone = turnId;
    }
  }

  private tellRestored(what: string, result: { readonly restored: readonly string[]; readonly conflicts: readonly string[] }): void {
    const conflicts = result.conflicts.length === 0 ? "" : `Left alone, because they have changed since: ${result.conflicts.join(", ")}.`;
    this.conversation.notice(conflicts === "" ? "info" : "warning", `${what}: ${result.restored.length} ${result.restored.length === 1 ? "file" : "files"} put back.`, conflicts);
  }

  private tell(result: JudgeChangesResult | undefined): void {
    for (const { subject, reason } of result?.refused ?? []) {
      this.conversation.notice("warning", `${subject} was left as it is.`, reason);
    }
  }

  private set(files: readonly ChangedFile[], turns: readonly ChangingTurn[]): void {
    this.filesNow = files;
    this.turnsNow = turns;
    this.changed.fire();
  }
}

/** Some hunks, a file, or, with neither, everything. */
export interface Which {
  readonly hunkIds?: string[];
  readonly path?: string;
}

export function summaryOf(file: ChangedFile): ReviewFile {
  const sum = (count: (hunk: ChangedHunk) => number): number => file.hunks.reduce((total, hunk) => total + count(hunk), 0);
  return {
    path: file.path,
    standing: file.standing,
    added: sum(({ newCount }) => newCount),
    removed: sum(({ oldCount }) => oldCount),
    hunks: file.hunks.length,
    conflicts: file.hunks.filter(({ isEdited }) => isEdited).length + (file.obstacle === undefined ? 0 : 1),
  };
}

/** Windows spells a drive's letter either way. */
function isSame(one: string, other: string): boolean {
  return one === other || (/^[a-z]:/i.test(one) && one.slice(1) === other.slice(1) && one[0]?.toLowerCase() === other[0]?.toLowerCase());
}
