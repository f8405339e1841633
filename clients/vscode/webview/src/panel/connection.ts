import type { Connection, PanelCommand } from "../../../exchange/bridge";
import type { Context } from "../context";
import { button, el, show } from "../dom";
import { icon, type IconName } from "../icons";
import { duration } from "../text/words";

interface Told {
  readonly icon: IconName | "spinner";
  readonly title: string;
  readonly text: string;
  readonly actions: readonly (readonly [string, PanelCommand])[];
}

/** How the agent can be reached, when that is not as it should be: what happened, what is safe, what to do. */
export class ConnectionBar {
  readonly element = el("section", { class: "connection", role: "status", "aria-label": "Connection", "data-testid": "connection", hidden: true });
  private readonly countdown = el("span", { class: "countdown", "aria-hidden": "true" });
  private timer: number | undefined;
  private drawn = "";

  constructor(private readonly context: Context) {}

  update(connection: Connection): void {
    this.element.dataset.state = connection.state;
    const drawn = JSON.stringify(connection);
    if (drawn === this.drawn) {
      return;
    }

    this.drawn = drawn;
    clearInterval(this.timer);
    const told = tell(connection);
    show(this.element, told !== undefined);
    if (told === undefined) {
      this.element.replaceChildren();
      return;
    }

    this.element.replaceChildren(
      told.icon === "spinner" ? el("span", { class: "spinner" }) : icon(told.icon),
      el("div", { class: "connection-words" },
        el("p", {}, el("strong", {}, told.title), told.text === "" ? "" : ` ${told.text}`, " ", this.countdown),
        told.actions.length > 0 && el("div", { class: "connection-actions" }, ...told.actions.map(([label, command], place) => button(label, () => this.context.host.post({ type: "run", command }), { class: place === 0 ? "small primary" : "small secondary", "data-command": command })))));
    this.countdown.textContent = "";
    if (connection.state === "lost" && connection.retryInMs !== undefined) {
      this.count(performance.now() + connection.retryInMs);
    }
  }

  private count(until: number): void {
    const draw = (): void => {
      const left = until - performance.now();
      this.countdown.textContent = left > 0 ? `Trying again in ${duration(Math.ceil(left / 1_000) * 1_000)}.` : "Trying again…";
    };
    draw();
    this.timer = window.setInterval(draw, 1_000);
  }
}

function tell(connection: Connection): Told | undefined {
  switch (connection.state) {
    case "stopped":
    case "ready":
      return undefined;
    case "starting":
      return { icon: "spinner", title: "Starting the agent…", text: "", actions: [] };
    case "restricted":
      return { icon: "shield", title: "Restricted Mode.", text: connection.reason, actions: [["Manage workspace trust", "workbench.trust.manage"]] };
    case "noModel":
      return { icon: "warning", title: "First, choose a model that answers.", text: connection.reason, actions: [["Set an API key", "editoragent.setKey"], ["Use a local model", "editoragent.useLocalModel"]] };
    case "lost":
      return { icon: "warning", title: "The agent stopped.", text: `${connection.reason} Your conversation and files are safe.`, actions: [["Try now", "editoragent.restart"], ["Show log", "editoragent.showLog"]] };
    case "failed":
      return { icon: "error", title: "The agent does not start.", text: connection.reason, actions: [["Restart", "editoragent.restart"], ["Show log", "editoragent.showLog"], ["Settings", "editoragent.openSettings"]] };
  }
}
