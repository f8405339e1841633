import type { Attachment, Mention, PanelView } from "../../../exchange/bridge";
import type { Item, Snapshot, UserItem } from "../../../exchange/transcript";
import type { Context } from "../context";
import { button, el, freshId, setText, show, uniqueKey } from "../dom";
import { icon } from "../icons";
import { nameAndFolder } from "../text/words";
import { Chips } from "./chips";
import { Completion } from "./completion";
import { composerAction, type ComposerAction } from "./keys";
import { Meter, Pickers } from "./pickers";
import { takePictures } from "./pictures";
import { Popup } from "./popup";
import { Queue } from "./queue";
import type { Token } from "./token";

const idleHint = "Ask, @ for files, / for commands";
const runningHint = "Enter queues, Ctrl+Enter steers";

/** Where the user writes. Nothing that is done here answers a question of the transcript. */
export class Composer {
  readonly element: HTMLElement;
  private readonly field: HTMLTextAreaElement;
  private readonly popup: Popup;
  private readonly completion: Completion;
  private readonly chips = new Chips(() => this.focus());
  private readonly pickers: Pickers;
  private readonly meter = new Meter();
  private readonly queued: Queue;
  private readonly tellLine = el("p", { class: "tell", role: "status", hidden: true });
  private readonly sendButton = button("Send (Enter)", () => this.act("send"), { class: "send", "data-testid": "send" }, icon("send"));
  private readonly queueButton = button("Queue: send when this turn ends (Enter)", () => this.act("queue"), { class: "send secondary", "data-testid": "queue" }, icon("send"));
  private readonly steerButton = button("Steer: tell the agent at its next step (Ctrl+Enter)", () => this.act("steer"), { class: "icon-button", "data-testid": "steer" }, icon("steer"));
  private readonly stopButton = button("Stop (Esc)", () => this.act("stop"), { class: "send stop", "data-testid": "stop" }, icon("stop"));
  private readonly selectionButton: HTMLButtonElement;
  private readonly problemsButton: HTMLButtonElement;
  private readonly imageButton: HTMLButtonElement;
  private isRunning = false;

  /** @param sent Called when something was sent. */
  constructor(
    private readonly context: Context,
    private readonly sent: () => void,
  ) {
    const id = freshId("composer");
    this.field = el("textarea", { id, class: "composer-field", rows: 1, "data-testid": "composer", placeholder: idleHint, spellcheck: "true" });
    this.popup = new Popup(this.field);
    this.completion = new Completion(context, this.field, this.popup, {
      attach: (mention) => this.attach(attachmentOf(mention)),
      replace: (token, text) => this.replace(token, text),
    });
    this.pickers = new Pickers(context);
    this.queued = new Queue(context);
    const attach = (what: "file" | "image" | "selection" | "problems", label: string, name: "file" | "image" | "selection" | "problem"): HTMLButtonElement =>
      button(label, () => context.host.post({ type: "attach", what }), { class: "icon-button", "data-testid": `attach-${what}` }, icon(name));
    this.selectionButton = attach("selection", "Attach the selection", "selection");
    this.problemsButton = attach("problems", "Attach the problems of the file", "problem");
    this.imageButton = attach("image", "Attach a picture", "image");
    this.element = el(
      "div",
      { class: "composer-area" },
      this.queued.element,
      el("div", { class: "composer" },
        this.popup.element,
        el("label", { class: "unseen", for: id }, "Message to the agent"),
        this.chips.element,
        this.field,
        el("div", { class: "composer-bar" },
          el("div", { class: "attach-buttons" }, attach("file", "Attach a file", "file"), this.selectionButton, this.problemsButton, this.imageButton),
          el("div", { class: "send-buttons" }, this.meter.element, this.steerButton, this.stopButton, this.queueButton, this.sendButton))),
      this.tellLine,
      this.pickers.element,
    );
    this.listen();
    this.field.value = context.host.state.draft;
    this.drawButtons();
    // The width decides where lines break; before the first frame there is none.
    new ResizeObserver(() => this.grow()).observe(this.element);
  }

  focus(): void {
    this.field.focus();
  }

  update(view: PanelView, snapshot: Snapshot): void {
    this.isRunning = snapshot.turn !== "idle";
    this.pickers.update(view, snapshot);
    this.meter.update(snapshot.usage);
    this.queued.update(waitingOf(snapshot.items));
    show(this.selectionButton, view.editor.selection !== undefined);
    this.selectionButton.title = `Attach the selection${view.editor.selection === undefined ? "" : `: ${view.editor.selection}`}`;
    show(this.problemsButton, view.editor.problems > 0);
    this.problemsButton.title = `Attach problems (${view.editor.problems})`;
    show(this.imageButton, view.acceptsImages);
    this.stopButton.setAttribute("aria-disabled", String(snapshot.turn === "cancelling"));
    this.drawButtons();
  }

  attach(attachment: Attachment): void {
    this.chips.add(attachment);
    this.context.announcer.say(`Attached ${attachment.label}`);
    this.drawButtons();
  }

  /** Puts text in that came from elsewhere. What the user has written stays. */
  write(text: string): void {
    this.setText(this.field.value.trim() === "" || this.field.value === text ? text : `${this.field.value.trimEnd()}\n${text}`);
    this.focus();
  }

  mentionsFound(request: number, items: readonly Mention[]): void {
    this.completion.found(request, items);
  }

  /** Stops the turn when one runs. */
  stop(): boolean {
    if (this.isRunning) {
      this.context.host.post({ type: "stop" });
    }

    return this.isRunning;
  }

  private listen(): void {
    this.field.addEventListener("input", () => {
      this.context.host.keep({ draft: this.field.value });
      this.tell("");
      this.completion.typed();
      this.drawButtons();
      this.grow();
    });
    this.field.addEventListener("click", () => this.completion.typed());
    this.field.addEventListener("blur", () => this.completion.dismiss());
    this.field.addEventListener("keydown", (event) => {
      const isEmpty = this.field.value === "";
      const action = composerAction(event, { isRunning: this.isRunning, listIsOpen: this.popup.hasChoices, isEmpty });
      if (action !== undefined) {
        event.preventDefault();
        event.stopPropagation();
        this.act(action);
      } else if (event.key === "Escape" && this.popup.isOpen) {
        this.completion.dismiss();
      } else if (event.key === "Backspace" && isEmpty && this.chips.attachments.length > 0) {
        event.preventDefault();
        this.chips.element.querySelector<HTMLElement>("li:last-child button")?.focus();
      }
    });
    this.field.addEventListener("paste", (event) => this.takeFiles(event, event.clipboardData));
    this.element.addEventListener("dragover", (event) => event.preventDefault());
    this.element.addEventListener("drop", (event) => this.takeFiles(event, event.dataTransfer));
  }

  private act(action: ComposerAction): void {
    switch (action) {
      case "send":
        return this.send(this.isRunning ? "queue" : "now");
      case "queue":
      case "steer":
        return this.send(action);
      case "stop":
        this.stop();
        return;
      case "recall":
        return this.recall();
      case "pick":
        return this.completion.pick();
      case "listUp":
        return this.popup.move(-1);
      case "listDown":
        return this.popup.move(1);
      case "closeList":
        return this.completion.dismiss();
    }
  }

  private send(when: "now" | "queue" | "steer"): void {
    const text = this.field.value.trim();
    const { attachments } = this.chips;
    if (text === "" && attachments.length === 0) {
      return;
    }

    this.context.host.post({ type: "prompt", key: uniqueKey(), text, attachments, when });
    this.setText("");
    this.chips.set([]);
    this.sent();
    this.focus();
  }

  private recall(): void {
    const last = [...this.context.snapshot().items].reverse().find((item): item is UserItem => item.kind === "user");
    const text = last?.parts.flatMap((part) => (part.type === "text" ? [part.text] : [])).join("\n\n");
    if (text !== undefined && text !== "") {
      this.setText(text);
    }
  }

  private replace(token: Token, text: string): void {
    this.field.setRangeText(text, token.from, token.to, "end");
    this.setText(this.field.value, this.field.selectionStart);
    this.popup.close();
  }

  private setText(text: string, caret = text.length): void {
    this.field.value = text;
    this.field.setSelectionRange(caret, caret);
    this.context.host.keep({ draft: text });
    this.popup.close();
    this.drawButtons();
    this.grow();
  }

  private takeFiles(event: Event, data: DataTransfer | null): void {
    const files = [...(data?.files ?? [])];
    const links = filesOf(data?.getData("text/uri-list") ?? "");
    if (event.type === "drop" && files.length === 0 && links.length > 0) {
      event.preventDefault();
      links.forEach((link) => this.attach(link));
    }

    if (files.length === 0) {
      return;
    }

    event.preventDefault();
    void takePictures(files, this.context.view().acceptsImages, (attachment) => this.attach(attachment), (text) => this.tell(text)).catch((reason: unknown) => this.tell(String(reason)));
  }

  private tell(text: string): void {
    setText(this.tellLine, text);
    show(this.tellLine, text !== "");
  }

  private drawButtons(): void {
    const isBlank = this.field.value.trim() === "" && this.chips.attachments.length === 0;
    show(this.sendButton, !this.isRunning);
    this.sendButton.setAttribute("aria-disabled", String(isBlank));
    show(this.stopButton, this.isRunning);
    show(this.queueButton, this.isRunning && !isBlank);
    show(this.steerButton, this.isRunning && !isBlank);
    this.field.placeholder = this.isRunning ? runningHint : idleHint;
  }

  private grow(): void {
    this.field.style.height = "auto";
    this.field.style.height = `${this.field.scrollHeight}px`;
  }
}

function attachmentOf(mention: Mention): Attachment {
  return { id: uniqueKey(), kind: mention.kind, label: mention.label, ...(mention.detail === undefined ? {} : { detail: mention.detail }), block: mention.block };
}

/** Files that were dragged here from the explorer. */
function filesOf(list: string): readonly Attachment[] {
  return list.split(/\r?\n/).filter((uri) => /^(file|vscode-remote):/.test(uri)).map((uri) => {
    const { name } = nameAndFolder(decodeURI(uri));
    return { id: uniqueKey(), kind: "file", label: name, detail: uri, block: { type: "resource_link", name, uri } };
  });
}

/** What waits stands behind what was read, so the end is enough to look at. */
function waitingOf(items: readonly Item[]): readonly UserItem[] {
  return items.slice(-200).filter((item): item is UserItem => item.kind === "user" && item.waits !== undefined);
}
