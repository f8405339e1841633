import { button, el, freshId, show } from "../dom";
import { icon } from "../icons";

export interface MenuEntry {
  readonly label: string;
  act(): void;
}

/** A button that opens a menu: arrows walk, Escape closes, a press elsewhere closes. */
export class Menu {
  readonly element: HTMLElement;
  private readonly opener: HTMLButtonElement;
  private readonly list: HTMLElement;

  constructor(label: string, entries: readonly MenuEntry[]) {
    const id = freshId("menu");
    this.opener = button(label, () => this.toggle(), { class: "icon-button", "aria-haspopup": "menu", "aria-controls": id, "aria-expanded": "false", "data-testid": "menu" }, icon("more"));
    this.list = el("div", { role: "menu", id, class: "menu", "aria-label": label, hidden: true }, ...entries.map((entry) => button(entry.label, () => {
      this.close();
      entry.act();
    }, { role: "menuitem", class: "menu-entry", tabindex: -1 })));
    this.element = el("div", { class: "menu-box" }, this.opener, this.list);
    this.element.addEventListener("keydown", (event) => this.key(event));
    this.element.addEventListener("focusout", (event) => {
      if (!(event.relatedTarget instanceof Node) || !this.element.contains(event.relatedTarget)) {
        this.close();
      }
    });
  }

  private get entries(): readonly HTMLElement[] {
    return [...this.list.querySelectorAll<HTMLElement>("[role=menuitem]")];
  }

  private toggle(): void {
    if (this.list.hidden) {
      show(this.list, true);
      this.opener.setAttribute("aria-expanded", "true");
      this.entries[0]?.focus();
    } else {
      this.close();
    }
  }

  private close(): void {
    show(this.list, false);
    this.opener.setAttribute("aria-expanded", "false");
  }

  private key(event: KeyboardEvent): void {
    if (this.list.hidden) {
      return;
    }

    const { entries } = this;
    const at = entries.indexOf(document.activeElement as HTMLElement);
    switch (event.key) {
      case "ArrowDown":
        entries[(at + 1) % entries.length]?.focus();
        break;
      case "ArrowUp":
        entries[(at - 1 + entries.length) % entries.length]?.focus();
        break;
      case "Escape":
        this.opener.focus();
        this.close();
        break;
      default:
        return;
    }

    event.preventDefault();
    event.stopPropagation();
  }
}
