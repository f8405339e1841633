import { el, freshId } from "../dom";
import { icon } from "../icons";

/** The arguments of a call that the user may change before allowing it once. */
export class Editing {
  readonly element: HTMLElement;
  private readonly fields: readonly { readonly name: string; readonly area: HTMLTextAreaElement; readonly isText: boolean; readonly before: string; readonly error: HTMLElement }[];

  constructor(
    private readonly rawInput: Readonly<Record<string, unknown>>,
    names: readonly string[],
    private readonly changed: () => void,
  ) {
    this.fields = names.filter((name) => Object.hasOwn(rawInput, name)).map((name) => this.field(name, rawInput[name]));
    this.element = el("details", { class: "editing", "data-testid": "edit-arguments" }, el("summary", {}, icon("chevron"), "Change before allowing"), ...this.fields.map(({ area, error, name }) => this.row(name, area, error)));
  }

  get isEmpty(): boolean {
    return this.fields.length === 0;
  }

  get isChanged(): boolean {
    return this.fields.some(({ area, before }) => area.value !== before);
  }

  /** The whole object as it is to be run; undefined when something in it is not JSON. */
  get value(): Record<string, unknown> | undefined {
    const value: Record<string, unknown> = { ...this.rawInput };
    for (const { name, area, isText, before } of this.fields) {
      if (area.value === before) {
        continue;
      }

      try {
        value[name] = isText ? area.value : (JSON.parse(area.value) as unknown);
      } catch {
        return undefined;
      }
    }

    return value;
  }

  private field(name: string, value: unknown): Editing["fields"][number] {
    const isText = typeof value === "string";
    const before = isText ? value : (JSON.stringify(value, null, 2) ?? "");
    const error = el("span", { class: "field-error", role: "alert" });
    const area = el("textarea", { class: "mono", id: freshId("argument"), rows: Math.min(8, before.split("\n").length), spellcheck: "false", "data-argument": name });
    area.value = before;
    area.addEventListener("input", () => {
      error.textContent = this.value === undefined && !isText ? "This must be JSON." : "";
      this.changed();
    });
    return { name, area, isText, before, error };
  }

  private row(name: string, area: HTMLTextAreaElement, error: HTMLElement): HTMLElement {
    return el("div", { class: "field" }, el("label", { for: area.id }, name), area, error);
  }
}
