import type { ElicitationProperty, ElicitationSchema, EnumOption } from "../../../exchange/protocol";

/** A field of a form that a server asked for; what it may hold is checked here for the user's sake, and by the sidecar and the server again. */
export interface Field {
  readonly name: string;
  readonly label: string;
  readonly description?: string;
  readonly isRequired: boolean;
  readonly input: "text" | "email" | "url" | "date" | "datetime-local" | "number" | "checkbox" | "choice" | "choices";
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  readonly initial: FieldValue;
  readonly property: ElicitationProperty;
}

/** As a control holds it: text for all that is typed or chosen. */
export type FieldValue = string | boolean | readonly string[];

export type Filled = { readonly content: Record<string, unknown> } | { readonly errors: ReadonlyMap<string, string> };

export function fieldsOf(schema: ElicitationSchema): readonly Field[] {
  return Object.entries(schema.properties).map(([name, property]) => ({
    name,
    label: property.title ?? name,
    ...(property.description === undefined ? {} : { description: property.description }),
    isRequired: schema.required?.includes(name) ?? false,
    input: inputOf(property),
    choices: choicesOf(property),
    initial: initialOf(property),
    property,
  }));
}

export function fill(fields: readonly Field[], values: ReadonlyMap<string, FieldValue>): Filled {
  const content: Record<string, unknown> = {};
  const errors = new Map<string, string>();
  for (const field of fields) {
    const value = values.get(field.name) ?? field.initial;
    if (isBlank(value)) {
      if (field.isRequired) {
        errors.set(field.name, field.input === "choice" || field.input === "choices" ? "Choose one." : "This is required.");
      }

      continue;
    }

    const error = errorOf(field, value);
    if (error === undefined) {
      content[field.name] = field.input === "number" ? Number(value) : field.input === "datetime-local" ? new Date(String(value)).toISOString() : value;
    } else {
      errors.set(field.name, error);
    }
  }

  return errors.size > 0 ? { errors } : { content };
}

function inputOf(property: ElicitationProperty): Field["input"] {
  switch (property.type) {
    case "boolean":
      return "checkbox";
    case "number":
    case "integer":
      return "number";
    case "array":
      return "choices";
    case "string":
      return property.enum !== undefined || property.oneOf !== undefined ? "choice" : (formats[property.format ?? ""] ?? "text");
  }
}

const formats: Record<string, Field["input"]> = { email: "email", uri: "url", date: "date", "date-time": "datetime-local" };

function choicesOf(property: ElicitationProperty): Field["choices"] {
  const from = property.type === "array" ? (property.items as { enum?: string[]; anyOf?: EnumOption[]; oneOf?: EnumOption[] }) : property.type === "string" ? property : {};
  const titled = "anyOf" in from && from.anyOf !== undefined ? from.anyOf : from.oneOf;
  return titled?.map((choice) => ({ value: choice.const, label: choice.description === undefined ? choice.title : `${choice.title} – ${choice.description}` })) ?? from.enum?.map((value) => ({ value, label: value })) ?? [];
}

function initialOf(property: ElicitationProperty): FieldValue {
  if (property.type === "boolean") {
    return property.default ?? false;
  }

  if (property.type === "array") {
    return property.default ?? [];
  }

  return property.default === undefined ? "" : String(property.default);
}

function isBlank(value: FieldValue): boolean {
  return typeof value === "string" ? value.trim() === "" : typeof value !== "boolean" && value.length === 0;
}

function errorOf(field: Field, value: FieldValue): string | undefined {
  const { property } = field;
  switch (property.type) {
    case "number":
    case "integer":
      return numberError(Number(value), property.minimum, property.maximum, property.type === "integer");
    case "array":
      return manyError((value as readonly string[]).length, property.minItems, property.maxItems);
    case "string":
      return field.input === "choice" ? undefined : textError(String(value), property.minLength, property.maxLength, property.pattern, property.format);
    default:
      return undefined;
  }
}

function numberError(value: number, least: number | undefined, most: number | undefined, isWhole: boolean): string | undefined {
  if (!Number.isFinite(value)) {
    return "This must be a number.";
  }

  if (isWhole && !Number.isInteger(value)) {
    return "This must be a whole number.";
  }

  if (least !== undefined && value < least) {
    return `At least ${least}.`;
  }

  return most !== undefined && value > most ? `At most ${most}.` : undefined;
}

function manyError(count: number, least: number | undefined, most: number | undefined): string | undefined {
  if (least !== undefined && count < least) {
    return `Choose at least ${least}.`;
  }

  return most !== undefined && count > most ? `Choose at most ${most}.` : undefined;
}

function textError(value: string, least: number | undefined, most: number | undefined, pattern: string | undefined, format: string | undefined): string | undefined {
  if (least !== undefined && [...value].length < least) {
    return `At least ${least} characters.`;
  }

  if (most !== undefined && [...value].length > most) {
    return `At most ${most} characters.`;
  }

  if (pattern !== undefined && !matches(value, pattern)) {
    return `This must match ${pattern}`;
  }

  switch (format) {
    case "email":
      return /^[^\s@]+@[^\s@]+$/.test(value) ? undefined : "This must be an email address.";
    case "uri":
      return URL.canParse(value) ? undefined : "This must be a whole address, such as https://example.com.";
    case "date":
      return /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value)) ? undefined : "This must be a date (year-month-day).";
    case "date-time":
      return Number.isNaN(Date.parse(value)) ? "This must be a date and time." : undefined;
    default:
      return undefined;
  }
}

/** A server's pattern is run on short texts only: a pattern made to be slow must not stop the panel. */
function matches(value: string, pattern: string): boolean {
  if (value.length > 200 || pattern.length > 200) {
    return true;
  }

  try {
    return new RegExp(pattern, "u").test(value);
  } catch {
    return true;
  }
}
