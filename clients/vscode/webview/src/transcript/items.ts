import type { Item } from "../../../exchange/transcript";
import type { Context } from "../context";
import { AgentView } from "./agent";
import { NoticeView } from "./notice";
import { ThoughtView } from "./thought";
import { ToolView } from "./tool";
import { UserView } from "./user";

/** What is drawn of one item. It is made once and then brought up to date. */
export interface ItemView {
  readonly element: HTMLElement;
  /** `isOpen`: the model is still writing it. */
  update(item: Item, isOpen: boolean): void;
  /** What the view holds beside its nodes. */
  dispose?(): void;
}

export function makeView(context: Context, item: Item): ItemView {
  switch (item.kind) {
    case "user":
      return new UserView(context, item);
    case "agent":
      return new AgentView(context, item);
    case "thought":
      return new ThoughtView(context, item);
    case "tool":
      return new ToolView(context, item);
    case "notice":
      return new NoticeView(item);
  }
}
