import { button, el, freshId, show } from "../dom";
import { icon } from "../icons";

/** A page that stands in front of the conversation until it is closed; Escape closes it and gives the focus back. */
export class Sheet {
  readonly element: HTMLElement;
  readonly body = el("div", { class: "sheet-body" });
  private before: Element | null = null;

  constructor(title: string, testId: string, private readonly closed: () => void = () => undefined) {
    const id = freshId("sheet");
    this.element = el("div", { class: "sheet", role: "dialog", "aria-labelledby": id, hidden: true, "data-testid": testId, on: { keydown: (event) => this.key(event) } },
      el("div", { class: "sheet-head" }, el("h2", { id }, title), button("Close", () => this.close(), { class: "icon-button" }, icon("close"))), this.body);
  }

  get isOpen(): boolean {
    return !this.element.hidden;
  }

  open(focus: HTMLElement): void {
    this.before = document.activeElement;
    show(this.element, true);
    this.hold(true);
    focus.focus();
  }

  close(): void {
    if (!this.isOpen) {
      return;
    }

    show(this.element, false);
    this.hold(false);
    if (this.before instanceof HTMLElement && this.before.isConnected) {
      this.before.focus();
    }

    this.closed();
  }

  /** What is behind cannot be reached while the page stands. */
  private hold(isHeld: boolean): void {
    for (const other of this.element.parentElement?.children ?? []) {
      if (other !== this.element && other instanceof HTMLElement) {
        other.inert = isHeld;
      }
    }
  }

  private key(event: KeyboardEvent): void {
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      this.close();
    }
  }
}
