import { el } from "./dom";

/** What is said to a screen reader and not shown: whole sentences and changes of state, one after the other. */
export class Announcer {
  readonly element = el("div", { class: "unseen", "aria-live": "polite", "aria-atomic": "false", "data-testid": "live" });

  say(text: string): void {
    if (text === "") {
      return;
    }

    this.element.append(el("div", {}, text));
    while (this.element.childElementCount > 20) {
      this.element.firstElementChild?.remove();
    }
  }
}
