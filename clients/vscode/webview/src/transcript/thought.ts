import type { Item, ThoughtItem } from "../../../exchange/transcript";
import type { Context } from "../context";
import { el, setText } from "../dom";
import { duration } from "../text/words";
import { article } from "./article";
import { Fold } from "./fold";
import { MarkdownBody } from "./markdownBody";

export class ThoughtView {
  readonly element: HTMLElement;
  private readonly label = el("span", { class: "fold-label" }, "Thought");
  private readonly body = new MarkdownBody();
  private readonly fold: Fold;
  private item: ThoughtItem;

  constructor(context: Context, item: ThoughtItem) {
    this.item = item;
    this.fold = new Fold(context, item.key, false, [this.label], { className: "thought", fill: (body) => body.append(this.body.element) });
    this.fold.head.addEventListener("click", () => this.draw());
    this.element = article(item, "Thought", this.fold.element);
    setText(this.label, labelOf(item));
    this.draw();
  }

  update(item: Item, isOpen: boolean): void {
    if (item.kind !== "thought") {
      return;
    }

    this.item = item;
    this.element.classList.toggle("is-open", isOpen);
    setText(this.label, isOpen ? "Thinking…" : labelOf(item));
    this.draw();
  }

  private draw(): void {
    if (this.fold.head.getAttribute("aria-expanded") === "true") {
      this.body.set(this.item.text);
    }
  }
}

/** A conversation that was read back comes all at once: then it is not known how long the thought took. */
function labelOf(item: ThoughtItem): string {
  const took = (item.endedAt ?? 0) - (item.startedAt ?? 0);
  return took < 1_000 ? "Thought" : `Thought for ${duration(Math.round(took / 1_000) * 1_000)}`;
}
