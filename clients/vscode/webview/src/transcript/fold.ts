import type { Context } from "../context";
import { el, freshId, show, type Child } from "../dom";
import { icon } from "../icons";

/** A line that opens and closes what stands below it. What the user chose outlasts the view; until then `open` says. */
export class Fold {
  readonly head: HTMLButtonElement;
  readonly body: HTMLElement;
  readonly element: HTMLElement;
  private isOpen: boolean;
  private readonly fill: (() => void) | undefined;
  private isFilled = false;

  constructor(
    private readonly context: Context,
    private readonly name: string,
    isOpen: boolean,
    label: readonly Child[],
    options: { readonly className?: string; readonly fill?: (body: HTMLElement) => void } = {},
  ) {
    const id = freshId("fold");
    this.isOpen = context.host.isOpen(name, isOpen);
    this.head = el("button", { type: "button", class: "fold-head", "aria-controls": id, on: { click: () => this.toggle() } }, icon("chevron"), ...label);
    this.body = el("div", { class: "fold-body", id });
    this.element = el("div", { class: `fold ${options.className ?? ""}` }, this.head, this.body);
    this.fill = options.fill === undefined ? undefined : () => options.fill?.(this.body);
    this.draw();
  }

  /** Opens or closes as long as the user has not chosen. */
  suggest(isOpen: boolean): void {
    const next = this.context.host.isOpen(this.name, isOpen);
    if (next !== this.isOpen) {
      this.isOpen = next;
      this.draw();
    }
  }

  /** Opens, whatever was chosen: something inside waits for the user. */
  force(): void {
    if (!this.isOpen) {
      this.isOpen = true;
      this.draw();
    }
  }

  private toggle(): void {
    this.isOpen = !this.isOpen;
    this.context.host.keepFold(this.name, this.isOpen);
    this.draw();
  }

  private draw(): void {
    if (this.isOpen && !this.isFilled) {
      this.isFilled = true;
      this.fill?.();
    }

    this.head.setAttribute("aria-expanded", String(this.isOpen));
    show(this.body, this.isOpen);
  }
}
