import type { UserItem } from "../../../exchange/transcript";
import type { Context } from "../context";
import { button, el, show } from "../dom";
import { icon } from "../icons";

/** What was said and waits for the running turn. */
export class Queue {
  readonly element = el("ul", { class: "queue", "aria-label": "Queued messages", "data-testid": "queued", hidden: true });
  private drawn = "";

  constructor(private readonly context: Context) {}

  update(items: readonly UserItem[]): void {
    const drawn = items.map((item) => `${item.key} ${item.waits ?? ""}`).join("\n");
    if (drawn === this.drawn) {
      return;
    }

    this.drawn = drawn;
    this.element.replaceChildren(...items.map((item) => this.row(item)));
    show(this.element, items.length > 0);
  }

  private row(item: UserItem): HTMLElement {
    const text = item.parts.flatMap((part) => (part.type === "text" ? [part.text] : [])).join(" ");
    const remove = (): void => {
      this.context.host.post({ type: "unqueue", key: item.key });
      this.context.focusComposer();
    };
    return el("li", { class: "queue-row", "data-key": item.key }, icon(item.waits === "steer" ? "steer" : "history"), el("span", { class: "queue-kind" }, item.waits === "steer" ? "Steers" : "Next"), el("span", { class: "queue-text", title: text }, text),
      button("Remove from the queue", remove, { class: "icon-button", "data-testid": "unqueue" }, icon("close")));
  }
}
