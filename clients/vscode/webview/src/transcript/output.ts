import { button, el, setText, show } from "../dom";
import { plainOutput } from "../text/ansi";
import { counted } from "../text/words";

const folded = 12;
/** Characters that are drawn at most; the end is what matters of an output. */
const most = 200_000;

/** What a call printed: its last lines while it runs and when it is done, all of them on request. */
export class Output {
  readonly element: HTMLElement;
  private readonly text = el("pre", { class: "output", tabindex: 0, role: "group", "aria-label": "Output", "data-testid": "output" });
  private readonly more: HTMLButtonElement;
  private raw = "";
  private showsAll = false;

  constructor() {
    this.more = button("Show all", () => {
      this.showsAll = !this.showsAll;
      this.draw();
    }, { class: "link-button", "data-testid": "show-all" });
    this.element = el("div", { class: "output-box", hidden: true }, this.more, this.text);
  }

  set(raw: string): void {
    if (raw !== this.raw) {
      this.raw = raw;
      this.draw();
    }
  }

  private draw(): void {
    const text = plainOutput(this.raw).replace(/\n+$/, "");
    const lines = text.split("\n");
    const isLong = lines.length > folded;
    const shown = this.showsAll || !isLong ? text : lines.slice(-folded).join("\n");
    setText(this.text, shown.length > most ? `… ${counted(shown.length - most, "character")} above\n${shown.slice(-most)}` : shown);
    setText(this.more, this.showsAll ? "Show the end only" : `Show all ${counted(lines.length, "line")}`);
    show(this.more, isLong);
    show(this.element, text !== "");
    this.text.classList.toggle("tail", !this.showsAll);
  }
}
