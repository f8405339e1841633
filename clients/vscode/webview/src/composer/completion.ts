import type { Mention } from "../../../exchange/bridge";
import type { AvailableCommand } from "../../../exchange/protocol";
import type { Context } from "../context";
import { best } from "../text/fuzzy";
import { kindIcons } from "./chips";
import type { Popup } from "./popup";
import { tokenAt, type Token } from "./token";

/** What the text field lets completion do with it. */
export interface Completed {
  attach(mention: Mention): void;
  replace(token: Token, text: string): void;
}

const most = 50;

/** Lists what `@` and `/` may stand for while it is typed. Mentions come from the host; an answer to an older question is not shown. */
export class Completion {
  private request = 0;
  private shown = 0;
  private picksNext = false;
  private token: Token | undefined;
  private dismissed = "";

  constructor(
    private readonly context: Context,
    private readonly field: HTMLTextAreaElement,
    private readonly popup: Popup,
    private readonly completed: Completed,
  ) {}

  typed(): void {
    const token = tokenAt(this.field.value, this.field.selectionStart);
    this.token = token;
    this.picksNext = false;
    if (token === undefined || this.dismissed === nameOf(token)) {
      this.popup.close();
      this.dismissed = token === undefined ? "" : this.dismissed;
      return;
    }

    this.dismissed = "";
    if (token.trigger === "/") {
      this.showCommands(token);
    } else {
      this.context.host.post({ type: "mentions", request: ++this.request, query: token.query });
    }
  }

  /** Takes the active entry. When the list is older than what is typed, the first of the newer one is taken as it comes. */
  pick(): void {
    if (this.token?.trigger === "@" && this.shown !== this.request) {
      this.picksNext = true;
    } else {
      this.popup.pick();
    }
  }

  dismiss(): void {
    this.picksNext = false;
    this.dismissed = this.token === undefined ? "" : nameOf(this.token);
    this.popup.close();
  }

  found(request: number, items: readonly Mention[]): void {
    const { token } = this;
    if (request !== this.request || token?.trigger !== "@") {
      return;
    }

    this.shown = request;
    const choices = items.slice(0, most).map((mention) => ({
      label: mention.label,
      ...(mention.detail === undefined ? {} : { detail: mention.detail }),
      icon: kindIcons[mention.kind],
      pick: () => {
        const typed = this.token?.from === token.from ? this.token : token;
        this.token = undefined;
        this.completed.replace(typed, "");
        this.completed.attach(mention);
      },
    }));
    this.popup.open("mention-list", "Files, symbols and more", choices, choices.length === 0 ? `Nothing found for @${token.query}` : "");
    if (this.picksNext) {
      this.picksNext = false;
      this.popup.pick();
    }
  }

  private showCommands(token: Token): void {
    const commands = best(token.query, this.context.snapshot().commands, (command) => command.name);
    if (commands.length === 0) {
      this.popup.close();
      return;
    }

    this.popup.open("command-list", "Commands", commands.slice(0, most).map((command) => ({
      label: labelOf(command),
      detail: command.description,
      icon: "chevron",
      pick: () => this.completed.replace(token, `/${command.name} `),
    })), "");
  }
}

function nameOf(token: Token): string {
  return `${token.trigger}${token.from}`;
}

function labelOf(command: AvailableCommand): string {
  const hint = command.input?.hint;
  return hint === undefined ? `/${command.name}` : `/${command.name} <${hint}>`;
}
