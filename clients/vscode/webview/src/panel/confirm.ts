import { button, el, show } from "../dom";

/** A button that asks in its own place before it acts. */
export class Confirm {
  readonly element: HTMLElement;
  private readonly first: HTMLButtonElement;
  private readonly question: HTMLElement;
  private readonly words = el("span", { class: "confirm-words" });

  constructor(label: string, yes: string, act: () => void, attributes: { readonly className?: string; readonly content?: Node } = {}) {
    this.first = button(label, () => this.open(), { class: attributes.className ?? "link-button" }, ...(attributes.content === undefined ? [] : [attributes.content]));
    const agree = button(yes, () => this.close(act), { class: "small danger" });
    const leave = button("Cancel", () => this.close(), { class: "small secondary" });
    this.question = el("span", { class: "confirm", role: "group", "aria-label": label, hidden: true }, this.words, agree, leave);
    this.question.addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        event.stopPropagation();
        this.close();
      }
    });
    this.element = el("span", { class: "confirmable" }, this.first, this.question);
  }

  set ask(text: string) {
    this.words.textContent = text;
  }

  private open(): void {
    show(this.first, false);
    show(this.question, true);
    // The safe answer has the focus.
    this.question.querySelector<HTMLElement>(".secondary")?.focus();
  }

  private close(act?: () => void): void {
    show(this.question, false);
    show(this.first, true);
    this.first.focus();
    act?.();
  }
}
