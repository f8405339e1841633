import type { Question, ToolItem } from "../../../exchange/transcript";
import type { Context } from "../context";
import { button, el, freshId, setText, show } from "../dom";
import { icon } from "../icons";
import { withoutFence } from "../text/words";
import { Arming } from "./arming";
import { diffView } from "./diffView";
import { Editing } from "./editing";

const open = new Set<Approval>();

/** The questions that stand open, in the order in which they were drawn. */
export function openApprovals(): readonly Approval[] {
  return [...open].filter((approval) => approval.element.isConnected);
}

/**
 * A question about a tool call. Shows what the sidecar gave, letter by letter and never as markup, and takes one answer. It never takes the
 * focus by itself: F6 or Alt+A brings the user to its heading, not to a button.
 */
export class Approval {
  readonly element: HTMLElement;
  readonly questionId: string;
  private readonly heading: HTMLElement;
  private readonly outcome = el("p", { class: "outcome", "data-testid": "outcome" });
  private readonly asking: HTMLElement;
  private readonly buttons: readonly { readonly button: HTMLButtonElement; readonly kind: string }[];
  private readonly editing: Editing;
  private readonly feedback: HTMLInputElement;
  private readonly refuse: HTMLButtonElement;
  private readonly note = el("p", { class: "note" });
  private readonly arming: Arming;
  private isSent = false;

  constructor(
    private readonly context: Context,
    item: ToolItem,
    private question: Question,
  ) {
    this.questionId = question.id;
    this.editing = new Editing(recordOf(question.rawInput ?? item.rawInput), question.editableArguments, () => this.draw());
    this.heading = el("h3", { class: "approval-heading", id: freshId("question"), tabindex: -1 }, icon("shield"), el("span", {}, ...headingOf(item)));
    this.buttons = question.options.map((option, place) => ({ kind: option.kind, button: this.optionButton(option, place === 0 && option.kind === "allow_once") }));
    const feedbackId = freshId("feedback");
    this.feedback = el("input", { type: "text", id: feedbackId, class: "text-field", placeholder: "What should it do instead?", "data-testid": "feedback", on: { input: () => this.draw(), keydown: (event) => this.feedbackKey(event) } });
    this.refuse = button("Reject with feedback", () => this.sendFeedback(), { class: "secondary", "data-testid": "reject-with-feedback" });
    const options = el("div", { class: "options", role: "group", "aria-label": "Answers" }, ...this.buttons.map((entry) => entry.button));
    this.asking = el("div", { class: "asking" },
      !this.editing.isEmpty && this.editing.element,
      options,
      this.rejection !== undefined && el("div", { class: "feedback-row" }, el("label", { class: "unseen", for: feedbackId }, "Feedback to send with the rejection"), this.feedback, this.refuse),
      this.note,
      el("p", { class: "hint" }, el("kbd", {}, "F6"), " or ", el("kbd", {}, "Alt+A"), " comes here from anywhere. Enter in the message field never answers."));
    this.element = el("div", { class: "approval", role: "group", "aria-labelledby": this.heading.id, "data-testid": "approval-card", "data-question-id": question.id, on: { keydown: (event) => this.key(event) } },
      this.heading, ...this.lines(item), this.asking, this.outcome);
    this.arming = new Arming(options, question.armAfterMs, () => this.draw());
    open.add(this);
    if (question.answer === undefined) {
      context.announcer.say(`Approval needed: ${item.title}. Press F6 to go to it.`);
    }

    this.update(question);
  }

  update(question: Question): void {
    this.question = question;
    if (question.answer === undefined) {
      this.draw();
      return;
    }

    const held = this.element.contains(document.activeElement) && document.activeElement !== this.heading;
    open.delete(this);
    this.arming.dispose();
    this.asking.remove();
    const { words, kind } = outcomeOf(question);
    this.element.dataset.outcome = kind;
    setText(this.outcome, words);
    show(this.outcome, true);
    if (held) {
      this.context.focusComposer();
    }
  }

  /** Brings the user here; nothing is answered by it. */
  focus(): void {
    this.element.scrollIntoView({ block: "nearest" });
    this.heading.focus();
  }

  stood(): void {
    this.arming.stood();
  }

  dispose(): void {
    open.delete(this);
    this.arming.dispose();
  }

  private get rejection(): string | undefined {
    return this.question.options.find((option) => option.kind === "reject_once")?.optionId;
  }

  private lines(item: ToolItem): readonly Node[] {
    const texts = this.question.content.flatMap((part) => (part.type === "content" && part.content.type === "text" ? [withoutFence(part.content.text)] : []));
    const diffs = this.question.content.flatMap((part) =>
      part.type === "diff" ? [diffView(part, () => this.context.host.post({ type: "openDiff", toolCallId: item.toolCallId, path: part.path }))] : []);
    return [
      ...texts.map((text, place) => el("div", { class: place === 0 && texts.length > 1 ? "exact command" : "exact", tabindex: 0, role: "group", "aria-label": place === 0 && texts.length > 1 ? "What would run" : "About this call" },
        ...text.split("\n").map((line) => el("div", { class: line.startsWith("Mark: ") ? "exact-line mark" : "exact-line" }, line === "" ? "\u00a0" : line)))),
      ...diffs,
    ];
  }

  private optionButton(option: Question["options"][number], isFirst: boolean): HTMLButtonElement {
    const className = isFirst ? "primary" : "secondary";
    return button(option.name, () => this.answer(option.optionId, option.kind), { class: `option ${className}`, "data-testid": "option", "data-option-id": option.optionId, "data-kind": option.kind });
  }

  private draw(): void {
    show(this.outcome, false);
    const isArmed = this.arming?.armed === true && !this.isSent;
    const isChanged = this.editing.isChanged;
    const canRun = !isChanged || this.editing.value !== undefined;
    for (const { button: option, kind } of this.buttons) {
      const isOffered = kind.startsWith("reject") || (canRun && (!isChanged || kind === "allow_once"));
      option.setAttribute("aria-disabled", String(!isArmed || !isOffered));
    }

    this.refuse.setAttribute("aria-disabled", String(!isArmed || this.feedback.value.trim() === ""));
    setText(this.note, this.isSent ? "Answer sent." : isChanged ? "Changed arguments can be allowed once; the call is judged again as changed." : "");
    show(this.note, this.note.textContent !== "");
  }

  private answer(optionId: string, kind: string): void {
    const pressed = this.buttons.find(({ button: option }) => option.dataset.optionId === optionId)?.button;
    if (pressed?.getAttribute("aria-disabled") !== "false") {
      return;
    }

    this.send({ optionId, ...(kind === "allow_once" && this.editing.isChanged && this.editing.value !== undefined ? { arguments: this.editing.value } : {}) });
  }

  private sendFeedback(): void {
    if (this.rejection !== undefined && this.refuse.getAttribute("aria-disabled") === "false") {
      this.send({ optionId: this.rejection, feedback: this.feedback.value.trim() });
    }
  }

  private send(answer: { readonly optionId: string; readonly feedback?: string; readonly arguments?: Record<string, unknown> }): void {
    this.isSent = true;
    this.draw();
    this.context.host.post({ type: "answer", questionId: this.questionId, ...answer });
    this.context.focusComposer();
  }

  private feedbackKey(event: KeyboardEvent): void {
    if (event.key === "Enter" && !event.isComposing && event.keyCode !== 229) {
      event.preventDefault();
      this.sendFeedback();
    }
  }

  private key(event: KeyboardEvent): void {
    // A key that is held down was pressed for something else.
    if (event.repeat && (event.key === "Enter" || event.key === " ") && event.target instanceof HTMLButtonElement) {
      event.preventDefault();
    }

    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      this.context.focusComposer();
    }
  }
}

const questions: Partial<Record<ToolItem["toolKind"], string>> = {
  execute: "Run this command?",
  edit: "Make this change?",
  delete: "Delete this?",
  move: "Move this?",
  fetch: "Fetch this address?",
  read: "Read this?",
  search: "Search this?",
};

/** Asks in words of ours; the call's own title stands on the line above, and here for who does not see that. */
function headingOf(item: ToolItem): readonly (Node | string)[] {
  const asks = item.server === undefined ? questions[item.toolKind] : `Let the agent use this tool of ${item.server}?`;
  return [asks ?? "Your decision", el("span", { class: "unseen" }, ` ${item.title}`)];
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

/** What became of a question, in one line. */
export function outcomeOf({ answer, options }: Question): { readonly words: string; readonly kind: string } {
  switch (answer?.outcome) {
    case "selected": {
      const option = options.find(({ optionId }) => optionId === answer.optionId);
      const said = answer.feedback === undefined ? "" : ` — “${answer.feedback}”`;
      return { words: `You answered: ${option?.name ?? answer.optionId}${said}`, kind: option?.kind.startsWith("allow") ? "allowed" : "rejected" };
    }
    case "withdrawn":
      return { words: "Withdrawn: it was not answered, and nothing was allowed.", kind: "withdrawn" };
    default:
      return { words: "The connection was lost before an answer: nothing was allowed.", kind: "lost" };
  }
}
