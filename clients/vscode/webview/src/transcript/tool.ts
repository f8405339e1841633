import type { Item, ToolItem } from "../../../exchange/transcript";
import type { Context } from "../context";
import { button, el, freshId, setChildren, setText, show } from "../dom";
import { icon } from "../icons";
import { nameAndFolder, withoutFence } from "../text/words";
import { Approval, outcomeOf } from "./approval";
import { article } from "./article";
import { diffView } from "./diffView";
import { Fold } from "./fold";
import { Output } from "./output";
import { picture } from "./picture";
import { iconOf, stateOf, stateWords, took, type ToolState } from "./toolState";

/** A tool call: one line that tells what and how it went, and behind it what it was given and what it gave. */
export class ToolView {
  readonly element: HTMLElement;
  private readonly head: HTMLButtonElement;
  private readonly body = el("div", { class: "tool-body", id: freshId("tool") });
  private readonly title = el("span", { class: "tool-title" });
  private readonly tool = el("span", { class: "tool-server" });
  private readonly answer = el("span", { class: "tool-server", "data-testid": "answer" });
  private readonly time = el("span", { class: "tool-time" });
  private readonly state = el("span", { class: "tool-state" });
  private readonly stateText = el("span", { class: "tool-state-text" });
  private readonly output = new Output();
  private readonly pictures = el("div", { class: "pictures" });
  private readonly decision = el("p", { class: "decision", "data-testid": "decision" });
  private readonly places = el("div", { class: "chips" });
  private readonly conversation = button("Open its whole conversation", () => this.context.host.post({ type: "openSubagent", toolCallId: this.item.toolCallId }), { class: "link-button", "data-testid": "open-subagent" });
  private readonly diffs = el("div", { class: "diffs" });
  private approval: Approval | undefined;
  private input: Fold | undefined;
  private item: ToolItem;
  private shownState: ToolState | undefined;
  private isOpen = false;

  constructor(
    private readonly context: Context,
    item: ToolItem,
  ) {
    this.item = item;
    this.head = el("button", { type: "button", class: "tool-head", "aria-controls": this.body.id, on: { click: () => this.toggle() } },
      icon("chevron"), icon(iconOf(item)), el("span", { class: "tool-words" }, this.title, this.tool, this.answer), this.time, this.stateText, this.state);
    this.element = article(item, "Tool call", el("div", { class: "card" }, this.head, this.body));
    this.element.dataset.tool = item.toolKind;
    this.update(item);
  }

  update(item: Item): void {
    if (item.kind !== "tool") {
      return;
    }

    const before = this.item;
    this.item = item;
    this.drawHead();
    this.drawQuestion();
    this.setOpen(this.context.host.isOpen(item.key, this.opensItself()) || this.shownState === "waiting");
    if (this.isOpen) {
      this.drawBody(before);
    }
  }

  dispose(): void {
    this.approval?.dispose();
  }

  private drawHead(): void {
    const state = stateOf(this.item);
    setText(this.title, this.item.title);
    setText(this.tool, whoseOf(this.item));
    show(this.tool, this.tool.textContent !== "");
    setText(this.answer, becameOf(this.item, state));
    show(this.answer, this.answer.textContent !== "");
    setText(this.time, took(this.item));
    if (state === this.shownState) {
      return;
    }

    if (this.shownState !== undefined && state !== "waiting") {
      this.context.announcer.say(`${this.item.title}: ${stateWords[state]}`);
    }

    this.shownState = state;
    this.element.dataset.state = state;
    setText(this.stateText, stateWords[state]);
    const mark = { waiting: "question", pending: "circle", ok: "check", failed: "error", denied: "deny" } as const;
    this.state.replaceChildren(state === "running" ? el("span", { class: "spinner" }) : icon(mark[state]));
  }

  private drawQuestion(): void {
    const { question } = this.item;
    if (question === undefined || question.id !== this.approval?.questionId) {
      this.approval?.dispose();
      this.approval?.element.remove();
      this.approval = undefined;
    }

    if (question === undefined) {
      return;
    }

    if (this.approval === undefined) {
      this.approval = new Approval(this.context, this.item, question);
      this.body.prepend(this.approval.element);
    } else {
      this.approval.update(question);
    }
  }

  private opensItself(): boolean {
    const state = this.shownState;
    return state === "waiting" || state === "failed" || (state === "running" && this.item.toolKind === "execute") || this.item.content.some((part) => part.type === "diff");
  }

  private toggle(): void {
    this.context.host.keepFold(this.item.key, !this.isOpen);
    this.setOpen(!this.isOpen);
    if (this.isOpen) {
      this.drawBody(undefined);
    }
  }

  private setOpen(isOpen: boolean): void {
    this.isOpen = isOpen;
    this.head.setAttribute("aria-expanded", String(isOpen));
    show(this.body, isOpen);
  }

  private drawBody(before: ToolItem | undefined): void {
    const { item } = this;
    const isAsking = this.shownState === "waiting";
    if (before?.content !== item.content || this.diffs.childElementCount === 0) {
      this.diffs.replaceChildren(...item.content.flatMap((part) => (part.type === "diff" ? [diffView(part, this.diffOpener(part.path))] : [])));
    }

    this.output.set(item.content.map(textOf).filter((text) => text !== "").join("\n"));
    if (before?.content !== item.content || this.pictures.childElementCount === 0) {
      this.pictures.replaceChildren(...item.content.flatMap((part) => (part.type === "content" ? [picture(part.content)] : [])).filter((shown) => shown !== undefined));
    }

    this.places.replaceChildren(...item.locations.slice(0, 20).map((place) => this.place(place.path, place.line)));
    setText(this.decision, item.decision?.text ?? "");
    show(this.decision, item.decision !== undefined);
    this.input ??= new Fold(this.context, `${item.key}/input`, false, ["Arguments"], { className: "arguments", fill: (body) => body.append(this.arguments()) });
    // Arguments that no command or diff shows are part of what is asked.
    this.input.suggest(isAsking && item.question !== undefined && item.question.content.length < 2);
    // What a question shows is exact and whole; the same content is not shown twice beside it.
    setChildren(this.body, [
      ...(this.approval === undefined ? [] : [this.approval.element]),
      ...(isAsking ? [] : [this.diffs, this.output.element, this.pictures]),
      ...(isAsking || item.content.some((part) => part.type === "diff") || item.locations.length === 0 ? [] : [this.places]),
      ...(item.subagent === undefined ? [] : [this.conversation]),
      ...(item.rawInput === undefined ? [] : [this.input.element]),
      this.decision,
    ]);
  }

  private arguments(): HTMLElement {
    return el("pre", { class: "json", tabindex: 0, role: "group", "aria-label": "Arguments" }, JSON.stringify(this.item.rawInput, null, 2) ?? "");
  }

  private diffOpener(path: string): () => void {
    return () => this.context.host.post({ type: "openDiff", toolCallId: this.item.toolCallId, path });
  }

  private place(path: string, line: number | undefined): HTMLElement {
    const label = `${nameAndFolder(path).name}${line === undefined ? "" : `:${line}`}`;
    return button(label, () => this.context.host.post({ type: "openLocation", path, ...(line === undefined ? {} : { line }) }), { class: "chip chip-button", title: path }, icon("file"), el("span", { class: "chip-label" }, label));
  }
}

/** Whose tool it is, or who was sent. */
function whoseOf({ server, tool, name, subagent }: ToolItem): string {
  if (subagent !== undefined) {
    return `${subagent.profile} · ${subagent.steps} ${subagent.steps === 1 ? "step" : "steps"} · ${subagent.tokens.toLocaleString("en")} tokens`;
  }

  return server === undefined ? "" : `${server} · ${tool ?? name ?? ""}`;
}

/** What was answered, how the tests went, or why it was refused, for the line of a closed card. */
function becameOf({ question, decision, tests }: ToolItem, state: ToolState): string {
  if (tests !== undefined) {
    return [`${tests.passed} passed`, `${tests.failed} failed`, ...(tests.skipped > 0 ? [`${tests.skipped} skipped`] : [])].join(", ");
  }

  if (question?.answer !== undefined) {
    return outcomeOf(question).words;
  }

  return state === "denied" ? (decision?.text ?? "") : "";
}

function textOf(part: ToolItem["content"][number]): string {
  if (part.type !== "content") {
    return "";
  }

  switch (part.content.type) {
    case "text":
      return withoutFence(part.content.text);
    case "resource_link":
      return part.content.uri;
    case "resource":
      return "text" in part.content.resource ? part.content.resource.text : `[${part.content.resource.uri}]`;
    case "image":
      return "";
    default:
      return `[${part.content.type}]`;
  }
}
