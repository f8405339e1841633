import type { Item, NoticeItem } from "../../../exchange/transcript";
import { el, setText } from "../dom";
import { icon } from "../icons";
import { article } from "./article";

const icons = { info: "info", warning: "warning", error: "error" } as const;
const words = { info: "Note", warning: "Warning", error: "Error" } as const;

export class NoticeView {
  readonly element: HTMLElement;
  private readonly title = el("span", { class: "notice-title" });
  private readonly description = el("span", { class: "notice-description" });

  constructor(item: NoticeItem) {
    this.element = article(item, words[item.severity], icon(icons[item.severity]), el("div", {}, el("span", { class: "unseen" }, `${words[item.severity]}: `), this.title, " ", this.description));
    this.element.classList.add(`notice-${item.severity}`);
    this.update(item);
  }

  update(item: Item): void {
    if (item.kind === "notice") {
      setText(this.title, item.title);
      setText(this.description, item.description ?? "");
    }
  }
}
