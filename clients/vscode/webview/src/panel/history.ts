import type { ListedConversation } from "../../../exchange/bridge";
import type { Context } from "../context";
import { button, el, setText, show } from "../dom";
import { icon } from "../icons";
import { ago, counted } from "../text/words";
import { Confirm } from "./confirm";
import { Sheet } from "./sheet";

/** Conversations of before: searched by the sidecar, walked with the arrows. */
export class History {
  readonly sheet = new Sheet("History", "history");
  private readonly search = el("input", { type: "search", class: "text-field", placeholder: "Search conversations", "aria-label": "Search conversations", "data-testid": "history-search" });
  private readonly archived = el("input", { type: "checkbox", "data-testid": "history-archived", on: { change: () => this.ask() } });
  private readonly list = el("ul", { class: "history-list" });
  private readonly state = el("p", { class: "faint history-state", role: "status" });
  private request = 0;
  private pause: number | undefined;

  constructor(private readonly context: Context) {
    this.sheet.body.append(this.search, el("div", { class: "history-bar" }, this.state, el("label", { class: "toggle" }, this.archived, el("span", {}, "Archived"))), this.list);
    this.search.addEventListener("input", () => {
      clearTimeout(this.pause);
      this.pause = window.setTimeout(() => this.ask(), 150);
    });
    this.sheet.element.addEventListener("keydown", (event) => this.key(event));
  }

  open(): void {
    this.search.value = "";
    this.archived.checked = false;
    this.list.replaceChildren();
    this.sheet.open(this.search);
    this.ask();
  }

  show(request: number, sessions: readonly ListedConversation[], isPartial: boolean): void {
    if (request !== this.request) {
      return;
    }

    this.list.replaceChildren(...sessions.map((session) => this.row(session)));
    setText(this.state, sessions.length === 0 ? (this.search.value === "" ? this.archived.checked ? "Nothing is archived." : "No conversations yet." : "Nothing found.") : isPartial ? `The first ${sessions.length}; search to narrow.` : counted(sessions.length, "conversation"));
  }

  private ask(): void {
    setText(this.state, "Searching…");
    this.context.host.post({ type: "searchSessions", request: ++this.request, query: this.search.value.trim(), isArchived: this.archived.checked });
  }

  private row(session: ListedConversation): HTMLElement {
    const { sessionId } = session;
    const post = this.context.host.post.bind(this.context.host);
    const detail = [ago(session.updatedAt, Date.now()), session.turns === undefined ? "" : counted(session.turns, "turn"), session.isCurrent ? "open now" : ""].filter((text) => text !== "").join(" · ");
    const open = button(session.title, () => {
      this.sheet.close();
      post({ type: "openSession", sessionId });
    }, { class: "history-open", "aria-label": `${session.title}, ${detail}` },
      el("span", { class: "history-title" }, session.title), el("span", { class: "history-detail" }, detail),
      session.snippet !== undefined && el("span", { class: "history-snippet" }, session.snippet));
    const remove = new Confirm(`Delete ${session.title}`, "Delete", () => {
      post({ type: "deleteSession", sessionId });
      row.remove();
      this.search.focus();
    }, { className: "icon-button", content: icon("delete") });
    remove.ask = "Delete for good?";
    const actions = el("div", { class: "history-actions" },
      button(`Fork ${session.title}`, () => {
        this.sheet.close();
        post({ type: "forkSession", sessionId });
      }, { class: "icon-button" }, icon("fork")),
      button(`Export ${session.title}`, () => post({ type: "exportSession", sessionId }), { class: "icon-button" }, icon("download")),
      button(this.archived.checked ? `Take ${session.title} out of the archive` : `Archive ${session.title}`, () => {
        post({ type: "archiveSession", sessionId, isArchived: !this.archived.checked });
        row.remove();
        this.search.focus();
      }, { class: "icon-button" }, icon("archive")),
      button(`Rename ${session.title}`, () => this.rename(session, row, open), { class: "icon-button" }, icon("edit")),
      remove.element);
    const row = el("li", { class: "history-row", "data-session-id": sessionId, "data-current": session.isCurrent ? "true" : undefined }, open, actions);
    return row;
  }

  private rename(session: ListedConversation, row: HTMLElement, open: HTMLElement): void {
    const field = el("input", { type: "text", class: "text-field", value: session.title, "aria-label": "New title" });
    const end = (isKept: boolean): void => {
      const title = field.value.trim();
      form.remove();
      show(open, true);
      if (isKept && title !== "" && title !== session.title) {
        setText(open.querySelector(".history-title") ?? open, title);
        this.context.host.post({ type: "renameSession", sessionId: session.sessionId, title });
      }

      open.focus();
    };
    const form = el("form", { class: "rename", on: { submit: (event) => { event.preventDefault(); end(true); } } }, field, button("Rename", () => end(true), { class: "small primary" }));
    form.addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        event.preventDefault();
        event.stopPropagation();
        end(false);
      }
    });
    show(open, false);
    row.prepend(form);
    field.select();
    field.focus();
  }

  private key(event: KeyboardEvent): void {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") {
      return;
    }

    const rows = [...this.list.querySelectorAll<HTMLElement>(".history-open:not([hidden])")];
    const at = rows.findIndex((row) => row.parentElement?.contains(document.activeElement));
    const next = event.key === "ArrowDown" ? at + 1 : at - 1;
    event.preventDefault();
    (next < 0 ? this.search : (rows[Math.min(next, rows.length - 1)] ?? this.search)).focus();
  }
}
