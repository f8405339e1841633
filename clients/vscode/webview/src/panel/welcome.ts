import type { Context } from "../context";
import { button, el, show } from "../dom";
import { icon } from "../icons";

const suggestions = ["Explain what this project does and how it is built", "Find the cause of the failing tests and fix it", "Add tests for the code that I selected"] as const;

/** What an empty conversation shows: how to begin. */
export class Welcome {
  readonly element: HTMLElement;

  constructor(context: Context, write: (text: string) => void) {
    this.element = el("section", { class: "welcome", "aria-label": "How to begin", "data-testid": "welcome" },
      el("h2", {}, "What shall we work on?"),
      el("p", { class: "faint" }, "The agent reads and changes files, runs commands and tests, and uses your MCP servers. It asks before anything that matters; every change can be reviewed and undone."),
      el("ul", { class: "suggestions" }, ...suggestions.map((text) => el("li", {}, button(text, () => write(text), { class: "suggestion", "data-testid": "suggestion" }, el("span", {}, text), icon("chevron"))))),
      el("p", { class: "links" },
        button("First five minutes", () => context.host.post({ type: "run", command: "editoragent.openWalkthrough" }), { class: "link-button" }),
        button("MCP servers", () => context.host.post({ type: "run", command: "editoragent.mcp.focus" }), { class: "link-button" })));
  }

  update(isEmpty: boolean): void {
    show(this.element, isEmpty);
  }
}
