import type { Attachment } from "../../../exchange/bridge";
import { button, el, show } from "../dom";
import { icon, type IconName } from "../icons";

export const kindIcons: Readonly<Record<Attachment["kind"], IconName>> = {
  file: "file",
  folder: "folder",
  symbol: "symbol",
  selection: "selection",
  problem: "problem",
  image: "image",
  resource: "resource",
};

/** What goes with the next message. Delete, Backspace or the cross takes one out; the arrows walk. */
export class Chips {
  readonly element = el("ul", { class: "chips attached", "aria-label": "Attachments", "data-testid": "attachments", hidden: true });
  private list: readonly Attachment[] = [];

  constructor(private readonly left: () => void) {}

  get attachments(): readonly Attachment[] {
    return this.list;
  }

  add(attachment: Attachment): void {
    const block = JSON.stringify(attachment.block);
    this.set([...this.list.filter((other) => other.id !== attachment.id && JSON.stringify(other.block) !== block), attachment]);
  }

  set(list: readonly Attachment[]): void {
    this.list = list;
    this.element.replaceChildren(...list.map((attachment) => this.chip(attachment)));
    show(this.element, list.length > 0);
  }

  private chip(attachment: Attachment): HTMLElement {
    const remove = button(`Remove ${attachment.label}`, () => this.remove(attachment), { class: "chip-remove", "data-testid": "remove-attachment" }, icon("close"));
    remove.addEventListener("keydown", (event) => this.key(event, attachment));
    return el("li", { class: "chip", title: attachment.detail ?? attachment.label, "data-attachment-id": attachment.id }, this.picture(attachment) ?? icon(kindIcons[attachment.kind]), el("span", { class: "chip-label" }, attachment.label), remove);
  }

  private picture({ block }: Attachment): HTMLElement | undefined {
    if (block.type !== "image" || !/^image\/(png|jpeg|gif|webp)$/.test(block.mimeType)) {
      return undefined;
    }

    const picture = el("img", { class: "thumb", alt: "" });
    picture.src = `data:${block.mimeType};base64,${block.data}`;
    return picture;
  }

  private key(event: KeyboardEvent, attachment: Attachment): void {
    const place = this.list.indexOf(attachment);
    switch (event.key) {
      case "Delete":
      case "Backspace":
        event.preventDefault();
        this.remove(attachment);
        break;
      case "ArrowLeft":
      case "ArrowRight":
        event.preventDefault();
        this.focus(place + (event.key === "ArrowLeft" ? -1 : 1));
        break;
    }
  }

  private remove(attachment: Attachment): void {
    const place = this.list.indexOf(attachment);
    this.set(this.list.filter((other) => other !== attachment));
    if (this.list.length === 0) {
      this.left();
    } else {
      this.focus(Math.min(place, this.list.length - 1));
    }
  }

  private focus(place: number): void {
    this.element.querySelectorAll("button")[place]?.focus();
  }
}
