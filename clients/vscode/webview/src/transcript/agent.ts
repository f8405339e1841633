import type { AgentItem, Item } from "../../../exchange/transcript";
import type { Context } from "../context";
import { Sentences } from "../text/sentences";
import { article } from "./article";
import { MarkdownBody } from "./markdownBody";

export class AgentView {
  readonly element: HTMLElement;
  private readonly body = new MarkdownBody();
  private sentences: Sentences | undefined;

  constructor(
    private readonly context: Context,
    item: AgentItem,
  ) {
    this.element = article(item, "Agent", this.body.element);
    this.body.set(item.text);
  }

  update(item: Item, isOpen: boolean): void {
    if (item.kind !== "agent") {
      return;
    }

    this.body.set(item.text);
    this.element.classList.toggle("is-open", isOpen);
    if (isOpen) {
      this.sentences ??= new Sentences();
      this.context.announcer.say(this.sentences.next(item.text));
    } else if (this.sentences !== undefined) {
      this.context.announcer.say(this.sentences.rest(item.text));
      this.sentences = undefined;
    }
  }
}
