import type { Context } from "../context";
import { button, el, setText } from "../dom";
import { icon } from "../icons";
import { Menu } from "./menu";

/** The conversation's title and what can be done with it as a whole. */
export class Head {
  readonly element: HTMLElement;
  private readonly title = el("h1", { class: "session-title", "data-testid": "session-title" });

  constructor(context: Context, opens: { history(): void; grants(): void }) {
    const post = context.host.post.bind(context.host);
    const menu = new Menu("More", [
      { label: "What is allowed…", act: opens.grants },
      { label: "Fork this conversation", act: () => post({ type: "forkSession", sessionId: context.session().sessionId }) },
      { label: "Export this conversation…", act: () => post({ type: "exportSession", sessionId: context.session().sessionId }) },
      { label: "MCP servers", act: () => post({ type: "run", command: "editoragent.mcp.focus" }) },
      { label: "Settings", act: () => post({ type: "run", command: "editoragent.openSettings" }) },
      { label: "Show log", act: () => post({ type: "run", command: "editoragent.showLog" }) },
    ]);
    this.element = el("header", { class: "head" }, this.title,
      button("New conversation", () => post({ type: "newSession" }), { class: "icon-button", "data-testid": "new-session" }, icon("add")),
      button("History", opens.history, { class: "icon-button", "data-testid": "open-history" }, icon("history")),
      menu.element);
  }

  update(title: string | undefined): void {
    const shown = title === undefined || title === "" ? "New conversation" : title;
    setText(this.title, shown);
    this.title.title = shown;
  }
}
