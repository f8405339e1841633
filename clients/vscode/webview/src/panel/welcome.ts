import type { PanelView } from "../../../shared/bridge";
import type { Context } from "../context";
import { button, el, show } from "../dom";
import { icon } from "../icons";

const suggestions = ["Explain what this project does and how it is built", "Find the cause of the failing tests and fix it", "Add tests for the code that I selected"] as const;

/** What an empty conversation shows: how to begin. */
export class Welcome {
  readonly element: HTMLElement;
  private readonly steps: HTMLElement;

  constructor(context: Context, write: (text: string) => void) {
    this.steps = el("div", { class: "first-steps", hidden: true },
      el("p", {}, "First, choose a model that answers:"),
      el("div", { class: "step-buttons" },
        button("Set an API key", () => context.host.post({ type: "run", command: "editoragent.setKey" }), { class: "primary" }),
        button("Use a local model", () => context.host.post({ type: "run", command: "editoragent.useLocalModel" }), { class: "secondary" })));
    this.element = el("section", { class: "welcome", "aria-label": "How to begin", "data-testid": "welcome" },
      el("h2", {}, "What shall we work on?"),
      el("p", { class: "faint" }, "The agent reads and changes files, runs commands and tests, and uses your MCP servers. It asks before anything that matters; every change can be reviewed and undone."),
      this.steps,
      el("ul", { class: "suggestions" }, ...suggestions.map((text) => el("li", {}, button(text, () => write(text), { class: "suggestion", "data-testid": "suggestion" }, el("span", {}, text), icon("chevron"))))),
      el("p", { class: "links" },
        button("First five minutes", () => context.host.post({ type: "run", command: "editoragent.openWalkthrough" }), { class: "link-button" }),
        button("MCP servers", () => context.host.post({ type: "run", command: "editoragent.mcp.focus" }), { class: "link-button" })));
  }

  update(view: PanelView, isEmpty: boolean): void {
    show(this.element, isEmpty);
    show(this.steps, view.connection.state === "noModel");
  }
}
