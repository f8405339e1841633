import { el, freshId, setAttribute, show } from "../dom";
import { icon, type IconName } from "../icons";

export interface Choice {
  readonly label: string;
  readonly detail?: string;
  readonly icon: IconName;
  pick(): void;
}

/** A list above the text field whose active entry the field names; the focus stays in the field. */
export class Popup {
  readonly element: HTMLElement;
  private readonly list: HTMLElement;
  private readonly note = el("div", { class: "popup-note" });
  private choices: readonly Choice[] = [];
  private active = 0;

  constructor(private readonly field: HTMLTextAreaElement) {
    this.list = el("div", { role: "listbox", id: freshId("choices"), class: "popup-list", "aria-label": "Suggestions" });
    this.element = el("div", { class: "popup", hidden: true }, this.list, this.note);
    field.setAttribute("aria-autocomplete", "list");
  }

  get isOpen(): boolean {
    return !this.element.hidden;
  }

  get hasChoices(): boolean {
    return this.isOpen && this.choices.length > 0;
  }

  open(testId: string, label: string, choices: readonly Choice[], note: string): void {
    this.choices = choices;
    this.active = 0;
    this.list.dataset.testid = testId;
    this.list.setAttribute("aria-label", label);
    this.note.textContent = note;
    show(this.note, note !== "");
    show(this.list, choices.length > 0);
    this.list.replaceChildren(...choices.map((choice, place) => this.row(choice, place)));
    show(this.element, true);
    this.draw();
  }

  close(): void {
    show(this.element, false);
    this.choices = [];
    setAttribute(this.field, "aria-activedescendant", undefined);
    setAttribute(this.field, "aria-controls", undefined);
  }

  move(by: number): void {
    this.active = (this.active + by + this.choices.length) % Math.max(1, this.choices.length);
    this.draw();
  }

  pick(): void {
    this.choices[this.active]?.pick();
  }

  private row(choice: Choice, place: number): HTMLElement {
    return el(
      "div",
      {
        role: "option",
        id: `${this.list.id}-${place}`,
        class: "popup-row",
        title: choice.detail ?? choice.label,
        on: {
          // The field keeps the focus: a press elsewhere would take it.
          mousedown: (event) => event.preventDefault(),
          click: () => choice.pick(),
        },
      },
      icon(choice.icon),
      el("span", { class: "popup-label" }, choice.label),
      choice.detail !== undefined && el("span", { class: "popup-detail" }, choice.detail),
    );
  }

  private draw(): void {
    [...this.list.children].forEach((row, place) => row.setAttribute("aria-selected", String(place === this.active)));
    this.list.children[this.active]?.scrollIntoView({ block: "nearest" });
    if (this.choices.length > 0) {
      this.field.setAttribute("aria-controls", this.list.id);
      this.field.setAttribute("aria-activedescendant", `${this.list.id}-${this.active}`);
    } else {
      setAttribute(this.field, "aria-activedescendant", undefined);
    }
  }
}
