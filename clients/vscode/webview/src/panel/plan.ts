import type { PlanEntry } from "../../../exchange/protocol";
import type { Context } from "../context";
import { el, setText, show } from "../dom";
import { icon } from "../icons";
import { Fold } from "../transcript/fold";

const words = { pending: "to do", in_progress: "in progress", completed: "done" } as const;

/** What the agent means to do, with ticks; stays in sight above the conversation. */
export class Plan {
  readonly element: HTMLElement;
  private readonly count = el("span", { class: "plan-count" });
  private readonly current = el("span", { class: "plan-current" });
  private readonly list = el("ol", { class: "plan-list", tabindex: 0, "aria-label": "Steps" });
  private entries: readonly PlanEntry[] = [];

  constructor(private readonly context: Context) {
    const fold = new Fold(context, "plan", false, [el("span", { class: "fold-label" }, "Plan"), this.count, this.current], { className: "plan-fold", fill: (body) => body.append(this.list) });
    this.element = el("section", { class: "plan", "aria-label": "Plan", "data-testid": "plan", hidden: true }, fold.element);
  }

  update(entries: readonly PlanEntry[]): void {
    if (entries === this.entries) {
      return;
    }

    const before = this.entries;
    this.entries = entries;
    const done = entries.filter((entry) => entry.status === "completed").length;
    show(this.element, entries.length > 0);
    setText(this.count, `${done} of ${entries.length}`);
    setText(this.current, entries.find((entry) => entry.status === "in_progress")?.content ?? "");
    this.list.replaceChildren(...entries.map((entry) => el("li", { class: `plan-entry ${entry.status}`, "data-status": entry.status },
      entry.status === "completed" ? icon("check") : entry.status === "in_progress" ? el("span", { class: "spinner" }) : icon("circle"),
      el("span", {}, entry.content), el("span", { class: "unseen" }, ` (${words[entry.status]})`))));
    if (before.length > 0 && done > before.filter((entry) => entry.status === "completed").length) {
      this.context.announcer.say(`Plan: ${done} of ${entries.length} done`);
    }
  }
}
