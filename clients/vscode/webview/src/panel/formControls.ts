import { el, freshId, setAttribute } from "../dom";
import type { Field, FieldValue } from "./formFields";

/** More than these are a list to open; so many are better seen all at once. */
const mostInSight = 6;

type Control = { readonly row: HTMLElement; readonly focus: HTMLElement; readonly error: HTMLElement; value(): FieldValue };

/** The controls of a form that was generated from a schema, each with its label, its description and its error. */
export class FormControls {
  private readonly controls: ReadonlyMap<string, Control>;

  constructor(fields: readonly Field[]) {
    this.controls = new Map(fields.map((field) => [field.name, controlOf(field)]));
  }

  get rows(): readonly HTMLElement[] {
    return [...this.controls.values()].map((control) => control.row);
  }

  get values(): ReadonlyMap<string, FieldValue> {
    return new Map([...this.controls].map(([name, control]) => [name, control.value()]));
  }

  /** Shows what is wrong and goes to the first of it. */
  showErrors(errors: ReadonlyMap<string, string>): void {
    let first: HTMLElement | undefined;
    for (const [name, control] of this.controls) {
      const error = errors.get(name);
      control.error.textContent = error ?? "";
      setAttribute(control.focus, "aria-invalid", error === undefined ? undefined : "true");
      first ??= error === undefined ? undefined : control.focus;
    }

    first?.focus();
  }
}

function controlOf(field: Field): Control {
  switch (field.input) {
    case "checkbox":
      return checkbox(field);
    case "choice":
      return choice(field);
    case "choices":
      return choices(field);
    default:
      return text(field);
  }
}

function text(field: Field): Control {
  const { property } = field;
  const id = freshId("field");
  const isLong = property.type === "string" && property.format === undefined && (property.maxLength ?? 0) > 200;
  const input = isLong ? el("textarea", { class: "text-field", rows: 3 }) : el("input", { type: field.input === "email" || field.input === "url" ? "text" : field.input, class: "text-field", step: property.type === "integer" ? "1" : property.type === "number" ? "any" : undefined });
  input.value = String(field.initial);
  return framed(field, id, input, () => input.value);
}

function choice(field: Field): Control {
  return field.choices.length <= mostInSight ? choiceInSight(field) : choiceInList(field);
}

function choiceInSight(field: Field): Control {
  const id = freshId("field");
  const offered = field.isRequired || field.initial !== "" ? field.choices : [...field.choices, { value: "", label: "None of these" }];
  const radios = offered.map(({ value, label }) => {
    const radio = el("input", { type: "radio", name: id, value });
    radio.checked = value !== "" && value === field.initial;
    return { radio, row: el("label", { class: "toggle" }, radio, el("span", {}, label)) };
  });
  const { error, description } = notes(field, id);
  const group = el("fieldset", { class: "field choices", role: "radiogroup", "data-field": field.name }, el("legend", {}, labelOf(field)), description, ...radios.map(({ row }) => row), error);
  return { row: group, focus: radios[0]?.radio ?? group, error, value: () => radios.find(({ radio }) => radio.checked)?.radio.value ?? "" };
}

function choiceInList(field: Field): Control {
  const id = freshId("field");
  const select = el("select", { class: "picker wide" }, ...(field.initial === "" ? [el("option", { value: "" }, "Choose…")] : []), ...field.choices.map(({ value, label }) => el("option", { value }, label)));
  select.value = String(field.initial);
  return framed(field, id, select, () => select.value);
}

function checkbox(field: Field): Control {
  const id = freshId("field");
  const box = el("input", { type: "checkbox", id });
  box.checked = field.initial === true;
  const { error, description, ids } = notes(field, id);
  setAttribute(box, "aria-describedby", ids);
  return { row: el("div", { class: "field" }, el("label", { class: "toggle" }, box, el("span", {}, field.label)), description, error), focus: box, error, value: () => box.checked };
}

function choices(field: Field): Control {
  const id = freshId("field");
  const initial = field.initial as readonly string[];
  const boxes = field.choices.map(({ value, label }) => {
    const box = el("input", { type: "checkbox", value });
    box.checked = initial.includes(value);
    return { box, row: el("label", { class: "toggle" }, box, el("span", {}, label)) };
  });
  const { error, description } = notes(field, id);
  const group = el("fieldset", { class: "field choices" }, el("legend", {}, labelOf(field)), description, ...boxes.map(({ row }) => row), error);
  return { row: group, focus: boxes[0]?.box ?? group, error, value: () => boxes.filter(({ box }) => box.checked).map(({ box }) => box.value) };
}

function framed(field: Field, id: string, input: HTMLElement, value: () => FieldValue): Control {
  const { error, description, ids } = notes(field, id);
  input.id = id;
  input.dataset.field = field.name;
  setAttribute(input, "aria-describedby", ids);
  setAttribute(input, "aria-required", field.isRequired ? "true" : undefined);
  return { row: el("div", { class: "field" }, el("label", { for: id }, labelOf(field)), description, input, error), focus: input, error, value };
}

function notes(field: Field, id: string): { readonly error: HTMLElement; readonly description: HTMLElement | undefined; readonly ids: string } {
  const error = el("span", { class: "field-error", id: `${id}-error`, role: "alert" });
  const description = field.description === undefined ? undefined : el("span", { class: "faint", id: `${id}-about` }, field.description);
  return { error, description, ids: description === undefined ? error.id : `${description.id} ${error.id}` };
}

function labelOf(field: Field): string {
  return field.isRequired ? `${field.label} (required)` : field.label;
}
