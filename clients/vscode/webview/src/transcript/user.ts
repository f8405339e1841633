import type { ContentBlock } from "../../../exchange/protocol";
import type { Item, UserItem } from "../../../exchange/transcript";
import type { Context } from "../context";
import { button, el, setChildren, show } from "../dom";
import { icon, type IconName } from "../icons";
import { Confirm } from "../panel/confirm";
import { counted, nameAndFolder } from "../text/words";
import { article } from "./article";
import { picture } from "./picture";

export class UserView {
  readonly element: HTMLElement;
  private readonly text = el("div", { class: "user-text" });
  private readonly more = button("Show all", () => this.unfold(), { class: "link-button", hidden: true, "data-testid": "show-message" });
  private readonly parts = el("div", { class: "chips" });
  private readonly foot = el("div", { class: "user-foot" });
  private readonly fork = button("Fork the conversation from before this", () => this.forkHere(), { class: "icon-button on-demand", "data-testid": "fork-here" }, icon("fork"));
  private readonly back: Confirm;
  private item: UserItem;
  private shown = "";
  private isUnfolded = false;

  constructor(
    private readonly context: Context,
    item: UserItem,
  ) {
    this.item = item;
    this.back = new Confirm("Restore files to before this", "Restore", () => this.restore());
    this.element = article(item, "You", el("h3", { class: "unseen" }, "You"), el("div", { class: "bubble" }, this.text, this.more, this.parts, this.fork), this.foot);
    this.update(item);
  }

  update(item: Item): void {
    if (item.kind !== "user") {
      return;
    }

    this.item = item;
    this.text.textContent = item.parts.flatMap((part) => (part.type === "text" ? [part.text] : [])).join("\n\n");
    const isLong = !this.isUnfolded && (this.text.textContent.length > 900 || this.text.textContent.split("\n").length > 12);
    this.text.classList.toggle("clamped", isLong);
    show(this.more, isLong);
    this.parts.replaceChildren(...item.parts.filter((part) => part.type !== "text").map(chipOf));
    show(this.parts, this.parts.childElementCount > 0);
    show(this.fork, item.turnId !== undefined);
    this.element.dataset.waits = item.waits ?? "";
    this.refresh();
  }

  /** What can be done with the message depends on what stands beside the transcript. */
  refresh(): void {
    const turn = this.context.view().turns.find((candidate) => candidate.turnId === this.item.turnId);
    const state = `${this.item.waits ?? ""} ${turn?.turnId ?? ""} ${turn?.isUndone ?? ""} ${turn?.files ?? ""}`;
    if (state === this.shown) {
      return;
    }

    this.shown = state;
    setChildren(this.foot, [...this.waiting(), ...(turn === undefined ? [] : turn.isUndone ? this.undone(turn.turnId) : this.restorable(turn.files))]);
    show(this.foot, this.foot.childElementCount > 0);
  }

  private unfold(): void {
    this.isUnfolded = true;
    this.text.classList.remove("clamped");
    show(this.more, false);
  }

  private waiting(): readonly Node[] {
    return this.item.waits === undefined ? [] : [el("span", { class: "faint" }, this.item.waits === "steer" ? "Goes to the agent at its next step" : "Queued: sent when this turn ends")];
  }

  private forkHere(): void {
    if (this.item.turnId !== undefined) {
      this.context.host.post({ type: "forkSession", sessionId: this.context.session().sessionId, turnId: this.item.turnId });
    }
  }

  private restorable(files: number): readonly Node[] {
    this.back.ask = `Puts back ${counted(files, "file")} as before this message, where nothing else changed ${files === 1 ? "it" : "them"} since. This can be undone.`;
    return [this.back.element];
  }

  private undone(turnId: string): readonly Node[] {
    return [
      el("span", { class: "faint" }, "Files were restored to before this."),
      button("Undo restore", () => this.context.host.post({ type: "undoRestore", turnId }), { class: "link-button", "data-testid": "undo-restore" }),
    ];
  }

  private restore(): void {
    if (this.item.turnId !== undefined) {
      this.context.host.post({ type: "restore", turnId: this.item.turnId });
    }
  }
}

function chipOf(part: ContentBlock): HTMLElement {
  switch (part.type) {
    case "image":
      return picture(part) ?? chip("image", part.mimeType, part.uri ?? "");
    case "resource_link":
      return chip("file", part.title ?? part.name, part.uri);
    case "resource":
      return resourceChip(part.resource.uri);
    default:
      return chip("file", part.type, "");
  }
}

/** Lines of a file are called as in the composer. */
function resourceChip(uri: string): HTMLElement {
  const { name } = nameAndFolder(uri);
  const [, file, first, last = first] = /^(.+)#L(\d+)(?:-L?(\d+))?$/.exec(name) ?? [];
  return file === undefined ? chip("resource", name, uri) : chip("selection", `${file}:${first}${last === first ? "" : `-${last}`}`, uri);
}

function chip(name: IconName, label: string, title: string): HTMLElement {
  return el("span", { class: "chip", title }, icon(name), el("span", { class: "chip-label" }, label));
}
