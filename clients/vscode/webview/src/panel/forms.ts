import type { PanelView } from "../../../exchange/bridge";
import type { Context } from "../context";
import { button, el, freshId, setAttribute, setChildren, show } from "../dom";
import { icon } from "../icons";
import { hostOf } from "../text/links";
import { MarkdownBody } from "../transcript/markdownBody";
import { FormControls } from "./formControls";
import { fieldsOf, fill } from "./formFields";

type Form = PanelView["forms"][number];

/** What MCP servers ask of the user. Like a question about a call it takes no focus; F6 goes to it. */
export class Forms {
  readonly element = el("div", { class: "forms", hidden: true, "data-testid": "forms" });
  private readonly cards = new Map<string, HTMLElement>();

  constructor(private readonly context: Context) {}

  get headings(): readonly HTMLElement[] {
    return [...this.element.querySelectorAll<HTMLElement>("h3")];
  }

  update(forms: readonly Form[]): void {
    for (const [id, card] of this.cards) {
      if (!forms.some((form) => form.formId === id)) {
        const held = card.contains(document.activeElement);
        this.cards.delete(id);
        card.remove();
        if (held) {
          this.context.focusComposer();
        }
      }
    }

    setChildren(this.element, forms.map((form) => this.cardOf(form)));
    show(this.element, forms.length > 0);
  }

  private cardOf(form: Form): HTMLElement {
    const known = this.cards.get(form.formId);
    if (known !== undefined) {
      return known;
    }

    const made = form.params.mode === "form" ? this.asked(form, form.params) : this.address(form, form.params);
    this.cards.set(form.formId, made);
    this.context.announcer.say(`${form.params.message}. Press F6 to go to it.`);
    return made;
  }

  private asked(form: Form, params: Extract<Form["params"], { mode: "form" }>): HTMLElement {
    const fields = fieldsOf(params.requestedSchema);
    const controls = new FormControls(fields);
    const submit = (): void => {
      const filled = fill(fields, controls.values);
      controls.showErrors("errors" in filled ? filled.errors : new Map());
      if ("content" in filled) {
        this.answer(form, "accept", filled.content);
      }
    };
    return this.card(form, params.requestedSchema.title, [
      params.requestedSchema.description !== undefined && el("p", { class: "faint" }, params.requestedSchema.description),
      el("form", { class: "fields", novalidate: true, on: { submit: (event) => { event.preventDefault(); submit(); } } }, ...controls.rows),
    ], button("Send", submit, { class: "primary", "data-testid": "form-accept" }));
  }

  private address(form: Form, params: Extract<Form["params"], { mode: "url" }>): HTMLElement {
    return this.card(form, "Open an address", [
      el("p", {}, "It wants you to go to ", el("strong", {}, hostOf(params.url) ?? "an address that cannot be read"), ":"),
      el("div", { class: "exact", tabindex: 0, role: "group", "aria-label": "Whole address" }, params.url),
    ], button("Open in the browser", () => this.answer(form, "accept"), { class: "primary", "data-testid": "form-accept" }));
  }

  private card(form: Form, title: string | undefined, content: readonly (Node | false)[], accept: HTMLElement): HTMLElement {
    const id = freshId("form");
    const isOfAgent = form.params.mode === "form" && form.params.toolCallId !== undefined;
    const { heading, message } = isOfAgent ? headedMessage(form.params.message) : { heading: "A server asks", message: form.params.message };
    return el("div", { class: "form-card", role: "group", "aria-labelledby": id, "data-testid": "form", "data-form-id": form.formId, on: { keydown: (event) => this.key(event) } },
      el("h3", { id, tabindex: -1 }, icon(isOfAgent ? "question" : "resource"), title ?? heading),
      isOfAgent ? markdown(message) : wordsOfOthers(message),
      ...content,
      el("p", { class: "faint" }, isOfAgent ? "Goes to the model. Never enter passwords here." : "Goes to the server, not to the model. Never enter passwords here."),
      el("div", { class: "form-actions" }, accept, button("Decline", () => this.answer(form, "decline"), { class: "secondary", "data-testid": "form-decline" }), button("Cancel", () => this.answer(form, "cancel"), { class: "secondary", "data-testid": "form-cancel" })));
  }

  private answer(form: Form, action: "accept" | "decline" | "cancel", content?: Record<string, unknown>): void {
    this.context.host.post({ type: "submitForm", formId: form.formId, action, ...(content === undefined ? {} : { content }) });
    this.context.focusComposer();
  }

  private key(event: KeyboardEvent): void {
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      this.context.focusComposer();
    }
  }
}

/** A question of the agent may begin with a line of its own that says what it is about. */
function headedMessage(message: string): { readonly heading: string; readonly message: string } {
  const end = message.indexOf("\n\n");
  return end > 0 && !message.slice(0, end).includes("\n") ? { heading: message.slice(0, end), message: message.slice(end + 2) } : { heading: "The agent asks", message };
}

/** As the agent's answers are shown. */
function markdown(text: string): HTMLElement {
  const body = new MarkdownBody();
  body.set(text);
  body.element.classList.add("form-message");
  setAttribute(body.element, "tabindex", 0);
  setAttribute(body.element, "role", "group");
  setAttribute(body.element, "aria-label", "What it asks");
  return body.element;
}

/** They stay text. */
function wordsOfOthers(text: string): HTMLElement {
  return el("p", { class: "form-message" }, text);
}
