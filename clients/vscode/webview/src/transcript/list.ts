import type { Item, Snapshot, TurnState } from "../../../exchange/transcript";
import type { Context } from "../context";
import { button, el, setText, show } from "../dom";
import { NextFrame } from "../frames";
import { icon } from "../icons";
import { openApprovals } from "./approval";
import { makeView, type ItemView } from "./items";
import { UserView } from "./user";

/** Items that are drawn at once when a conversation is opened; the ones before follow, some in each frame. */
const firstBatch = 60;
const frameMs = 8;
const leastBatch = 40;
/** Scrolling has come to rest; what came into sight is drawn by then and can be found by its place. */
const restMs = 100;
/** Pixels that an item is taken for until it was in sight. */
const guessedHeight = 60;
/** Pixels from the end that still count as being there. */
const nearEnd = 48;

/** The conversation. One node for each item by its key; only what changed is drawn, at most once a frame, and the end is followed until the user scrolls up. */
export class TranscriptList {
  readonly element: HTMLElement;
  private readonly rows = el("div", { class: "rows" });
  private readonly log: HTMLElement;
  private readonly jump: HTMLButtonElement;
  private readonly jumpText = el("span", {}, "Jump to latest");
  private readonly busyText = el("span", {});
  private readonly busy = el("p", { class: "busy", hidden: true, "aria-hidden": "true", "data-testid": "busy" }, el("span", { class: "spinner" }), this.busyText);
  private readonly views = new Map<string, ItemView>();
  private readonly dirty = new Set<string>();
  private readonly frame = new NextFrame(() => this.flush());
  private readonly older = new NextFrame(() => this.drawOlder());
  private items: readonly Item[] = [];
  private isRunning = false;
  private turn: TurnState = "idle";
  private follows = true;
  private unread = 0;
  /** Items before this place have not been drawn yet. */
  private undrawn = 0;
  /** Where one had read: kept at its place while what is around it gets its size, until the user scrolls. */
  private held: { readonly row: HTMLElement; readonly offset: number } | undefined;
  private placeTimer: number | undefined;
  private openKey: string | undefined;
  /** Where the log last stood by our doing. */
  private lastTop = 0;

  constructor(
    private readonly context: Context,
    empty: HTMLElement,
  ) {
    this.log = el("div", { class: "log", role: "log", "aria-live": "polite", "aria-relevant": "additions", "aria-label": "Conversation", tabindex: 0, "data-testid": "transcript" }, empty, this.rows, this.busy);
    this.jump = button("Jump to latest", () => this.toEnd(), { class: "jump", hidden: true, "data-testid": "jump" }, icon("chevron"), this.jumpText);
    this.element = el("div", { class: "transcript" }, this.log, this.jump);
    this.log.addEventListener("scroll", () => this.scrolled(), { passive: true });
    new ResizeObserver(() => this.follow()).observe(this.rows);
    new ResizeObserver(() => this.follow()).observe(this.log);
  }

  /** Another conversation, or the same one read anew. */
  reset(snapshot: Snapshot): void {
    for (const view of this.views.values()) {
      view.dispose?.();
    }

    this.views.clear();
    this.dirty.clear();
    this.items = snapshot.items;
    this.isRunning = snapshot.turn !== "idle";
    this.turn = snapshot.turn;
    this.openKey = this.openItem();
    this.drawBusy();
    this.unread = 0;
    const kept = this.context.host.state.scroll;
    const anchor = kept === undefined ? -1 : this.items.findIndex((item) => item.key === kept.key);
    this.follows = anchor < 0;
    const from = Math.max(0, Math.min(this.items.length - firstBatch, anchor < 0 ? this.items.length : anchor - 10));
    this.log.setAttribute("aria-busy", "true");
    this.rows.replaceChildren(...this.items.slice(from).map((item) => this.make(item).element));
    this.undrawn = from;
    const row = kept === undefined ? undefined : this.views.get(kept.key)?.element;
    this.held = undefined;
    if (kept !== undefined && row !== undefined) {
      this.held = { row, offset: kept.offset };
    }

    this.follow();

    this.finishOlder();
    this.drawJump();
  }

  /** What changed since; drawn before the next paint. */
  changed(snapshot: Snapshot, keys: readonly string[]): void {
    this.items = snapshot.items;
    if (keys.length === 0 && snapshot.turn === this.turn) {
      return;
    }

    this.turn = snapshot.turn;
    this.isRunning = snapshot.turn !== "idle";
    keys.forEach((key) => this.dirty.add(key));
    this.frame.ask();
  }

  /** What stands beside the transcript changed. */
  refresh(): void {
    for (const view of this.views.values()) {
      if (view instanceof UserView) {
        view.refresh();
      }
    }
  }

  toEnd(): void {
    this.held = undefined;
    this.follows = true;
    this.unread = 0;
    this.follow();
    this.drawJump();
    this.context.host.forgetScroll();
  }

  private openItem(): string | undefined {
    const last = this.isRunning ? this.items.at(-1) : undefined;
    return last?.kind === "agent" || last?.kind === "thought" ? last.key : undefined;
  }

  private make(item: Item): ItemView {
    const view = makeView(this.context, item);
    this.views.set(item.key, view);
    return view;
  }

  private flush(): void {
    const wasOpen = this.openKey;
    this.openKey = this.openItem();
    if (wasOpen !== this.openKey && wasOpen !== undefined) {
      this.dirty.add(wasOpen);
    }

    const places = new Map<string, number>();
    for (let place = this.items.length - 1; place >= 0 && places.size < this.dirty.size; place--) {
      const key = this.items[place]?.key ?? "";
      if (this.dirty.has(key)) {
        places.set(key, place);
      }
    }

    const keys = [...this.dirty].sort((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0));
    this.dirty.clear();
    keys.forEach((key) => this.draw(key, places.get(key)));
    this.drawBusy();
    this.follow();
    openApprovals().forEach((approval) => approval.stood());
    this.drawJump();
  }

  private draw(key: string, place: number | undefined): void {
    const item = place === undefined ? undefined : this.items[place];
    const view = this.views.get(key);
    if (item === undefined || place === undefined) {
      view?.dispose?.();
      view?.element.remove();
      this.views.delete(key);
      this.undrawn = Math.min(this.undrawn, this.items.length);
      return;
    }

    if (view !== undefined) {
      view.update(item, key === this.openKey);
      return;
    }

    if (place < this.undrawn) {
      return;
    }

    const made = this.make(item);
    const next = this.items.slice(place + 1).find((other) => this.views.has(other.key));
    const before = next === undefined ? undefined : this.views.get(next.key)?.element;
    (before?.parentNode ?? this.rows).insertBefore(made.element, before ?? null);
    made.update(item, key === this.openKey);
    this.unread += this.follows ? 0 : 1;
  }

  private drawOlder(): void {
    const until = performance.now() + frameMs;
    const first = this.rows.firstChild;
    const batch: Node[] = [];
    while (this.undrawn > 0 && (batch.length < leastBatch || performance.now() < until)) {
      this.undrawn--;
      const item = this.items[this.undrawn];
      if (item !== undefined && !this.views.has(item.key)) {
        batch.unshift(this.make(item).element);
      }
    }

    // Out of sight, a group costs the layout of one node.
    const group = el("div", { class: "group" });
    group.style.containIntrinsicBlockSize = `auto ${batch.length * guessedHeight}px`;
    group.append(...batch);
    this.insertAbove(group, first);
    this.follow();
    this.finishOlder();
  }

  /** What is read stays where it is: the editor's own anchoring does not see what was not laid out yet. */
  private insertAbove(group: HTMLElement, first: Node | null): void {
    if (this.follows || this.held !== undefined || !(first instanceof HTMLElement)) {
      this.rows.insertBefore(group, first);
      return;
    }

    this.log.style.overflowAnchor = "none";
    const { top } = first.getBoundingClientRect();
    this.rows.insertBefore(group, first);
    this.log.scrollTop += first.getBoundingClientRect().top - top;
    this.lastTop = this.log.scrollTop;
  }

  private finishOlder(): void {
    if (this.undrawn > 0) {
      this.older.ask();
    } else {
      this.log.setAttribute("aria-busy", "false");
    }
  }

  private follow(): void {
    this.log.style.overflowAnchor = this.held === undefined ? "" : "none";
    if (this.follows) {
      this.log.scrollTop = this.log.scrollHeight;
      this.lastTop = this.log.scrollTop;
    } else if (this.held?.row.isConnected === true) {
      this.log.scrollTop += this.held.row.getBoundingClientRect().top - this.log.getBoundingClientRect().top + this.held.offset;
      this.lastTop = this.log.scrollTop;
    }
  }

  private scrolled(): void {
    if (this.held !== undefined && Math.abs(this.log.scrollTop - this.lastTop) > 2) {
      this.held = undefined;
      this.follow();
    }

    const isNear = this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight <= nearEnd;
    // What grows below moves no one: only a move upwards ends the following.
    const isLeft = !isNear && this.log.scrollTop < this.lastTop - 4;
    if (this.follows ? isLeft : isNear) {
      this.follows = !this.follows;
      this.unread = 0;
      this.drawJump();
    }

    clearTimeout(this.placeTimer);
    this.placeTimer = window.setTimeout(() => this.keepPlace(), restMs);
  }

  private keepPlace(): void {
    if (this.follows) {
      this.context.host.forgetScroll();
      return;
    }

    const { left, top } = this.log.getBoundingClientRect();
    const row = [2, 14].map((below) => document.elementFromPoint(left + 24, top + below)?.closest<HTMLElement>("[data-key]")).find((found) => found !== null && found !== undefined);
    if (row?.dataset.key !== undefined) {
      this.context.host.keep({ scroll: { key: row.dataset.key, offset: Math.round(top - row.getBoundingClientRect().top) } });
    }
  }

  /** That the model is at work, where nothing else shows it. */
  private drawBusy(): void {
    const last = this.items.slice(-50).reverse().find((item) => item.kind !== "user" || item.waits === undefined);
    const isSeen = this.openKey !== undefined || (last?.kind === "tool" && (last.status === "in_progress" || last.question?.answer === undefined && last.question !== undefined));
    setText(this.busyText, this.turn === "cancelling" ? "Stopping…" : "Working…");
    show(this.busy, this.turn === "cancelling" || (this.isRunning && !isSeen));
  }

  private drawJump(): void {
    show(this.jump, !this.follows);
    const label = openApprovals().length > 0 ? "Needs your answer" : this.unread > 0 ? `Jump to latest (${this.unread} new)` : "Jump to latest";
    setText(this.jumpText, label);
    this.jump.setAttribute("aria-label", label);
  }
}
