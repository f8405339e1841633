import type { PanelView } from "../../../exchange/bridge";
import type { SessionConfigOption } from "../../../exchange/protocol";
import type { Snapshot, Usage } from "../../../exchange/transcript";
import type { Context } from "../context";
import { el, setChildren, setText, show } from "../dom";

type Select = Extract<SessionConfigOption, { type: "select" }>;

/** Mode, model and what else the agent lets be set, as native lists, and how full the context is. */
export class Pickers {
  readonly element = el("div", { class: "pickers" });
  private readonly mode = el("select", { class: "picker", "aria-label": "Mode", "data-testid": "mode-picker", on: { change: () => this.context.host.post({ type: "setMode", modeId: this.mode.value }) } });
  private readonly options = new Map<string, HTMLElement>();
  private drawn = "";

  constructor(private readonly context: Context) {}

  update(view: PanelView, snapshot: Snapshot): void {
    const drawn = JSON.stringify([view.modes, snapshot.modeId, snapshot.options]);
    if (drawn === this.drawn) {
      return;
    }

    this.drawn = drawn;
    fillSelect(this.mode, view.modes.map(({ id, name, description }) => optionOf(id, name, description)), snapshot.modeId);
    // The same setting in two forms is shown once.
    const others = snapshot.options.filter((option) => view.modes.length === 0 || (option.category !== "mode" && option.id !== "mode"));
    setChildren(this.element, [...(view.modes.length > 0 ? [this.mode] : []), ...others.map((option) => this.control(option))]);
  }

  private control(option: SessionConfigOption): HTMLElement {
    const known = this.options.get(option.id);
    const control = known ?? (option.type === "boolean" ? this.toggle(option.id, option.name) : this.list(option.id, option.name));
    this.options.set(option.id, control);
    control.title = option.description === undefined ? option.name : `${option.name}: ${option.description}`;
    if (option.type === "boolean") {
      const box = control.querySelector("input");
      if (box !== null) {
        box.checked = option.currentValue;
      }
    } else {
      fillSelect(control as HTMLSelectElement, entriesOf(option), option.currentValue);
    }

    return control;
  }

  private list(id: string, name: string): HTMLElement {
    const select = el("select", { class: "picker", "aria-label": name, "data-testid": "option-picker", "data-config-id": id });
    select.addEventListener("change", () => this.context.host.post({ type: "setOption", configId: id, value: select.value }));
    return select;
  }

  private toggle(id: string, name: string): HTMLElement {
    const box = el("input", { type: "checkbox", "data-testid": "option-picker", "data-config-id": id });
    box.addEventListener("change", () => this.context.host.post({ type: "setOption", configId: id, value: box.checked }));
    return el("label", { class: "picker toggle" }, box, el("span", {}, name));
  }
}

function fillSelect(select: HTMLSelectElement, entries: readonly HTMLElement[], value: string | undefined): void {
  select.replaceChildren(...entries);
  select.value = value ?? "";
}

function optionOf(value: string, name: string, description: string | undefined): HTMLOptionElement {
  return el("option", { value, title: description }, name);
}

function entriesOf(option: Select): readonly HTMLElement[] {
  return option.options.map((entry) =>
    "group" in entry
      ? el("optgroup", { label: entry.name }, ...entry.options.map((inner) => optionOf(inner.value, inner.name, inner.description)))
      : optionOf(entry.value, entry.name, entry.description));
}

export class Meter {
  readonly element = el("span", { class: "meter", role: "img", "data-testid": "usage", hidden: true });
  private readonly bar = el("span", { class: "meter-bar" });
  private readonly fill = el("span", { class: "meter-fill" });
  private readonly text = el("span", { class: "meter-text" });

  constructor() {
    this.bar.append(this.fill);
    this.element.append(this.bar, this.text);
  }

  update(usage: Usage | undefined): void {
    show(this.element, usage !== undefined && usage.size > 0);
    if (usage === undefined || usage.size <= 0) {
      return;
    }

    const part = Math.min(1, usage.used / usage.size);
    const percent = Math.round(part * 100);
    const cost = usage.cost === undefined ? "" : money(usage.cost.amount, usage.cost.currency);
    this.fill.style.width = `${percent}%`;
    this.element.dataset.level = part > 0.9 ? "full" : part > 0.7 ? "high" : "low";
    setText(this.text, cost === "" ? `${percent}%` : `${percent}% · ${cost}`);
    const said = `Context: ${usage.used.toLocaleString("en-US")} of ${usage.size.toLocaleString("en-US")} tokens (${percent} %)${cost === "" ? "" : `, cost so far ${cost}`}`;
    this.element.title = said;
    this.element.setAttribute("aria-label", said);
  }
}

function money(amount: number, currency: string): string {
  const digits = amount !== 0 && Math.abs(amount) < 0.1 ? 4 : 2;
  try {
    return amount.toLocaleString("en-US", { style: "currency", currency, minimumFractionDigits: 2, maximumFractionDigits: digits });
  } catch {
    return `${amount.toFixed(digits)} ${currency}`;
  }
}
