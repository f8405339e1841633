export type Child = Node | string | undefined | false;

/** An element with its attributes; `on` takes listeners. No text is ever parsed as markup here, and no style set but through CSSOM. */
export function el<K extends keyof HTMLElementTagNameMap>(tag: K, attributes: Attributes = {}, ...children: readonly Child[]): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "on") {
      Object.entries(value as Listeners).forEach(([event, listener]) => element.addEventListener(event, listener as EventListener));
    } else {
      setAttribute(element, name, value as AttributeValue);
    }
  }

  element.append(...children.filter((child): child is Node | string => child !== undefined && child !== false && child !== ""));
  return element;
}

type AttributeValue = string | number | boolean | undefined;
type Listeners = { readonly [E in keyof HTMLElementEventMap]?: (event: HTMLElementEventMap[E]) => void };
export type Attributes = { readonly on?: Listeners } & { readonly [name: string]: AttributeValue | Listeners };

export function setAttribute(element: Element, name: string, value: AttributeValue): void {
  if (value === undefined || value === false) {
    element.removeAttribute(name);
  } else {
    element.setAttribute(name, value === true ? "" : String(value));
  }
}

export function setText(node: Node, text: string): void {
  if (node.textContent !== text) {
    node.textContent = text;
  }
}

export function show(element: HTMLElement, isShown: boolean): void {
  if (element.hidden === isShown) {
    element.hidden = !isShown;
  }
}

export function button(label: string, act: () => void, attributes: Attributes = {}, ...children: readonly Child[]): HTMLButtonElement {
  const content = children.length > 0 ? children : [label];
  return el("button", { type: "button", ...(children.length > 0 ? { "aria-label": label, title: label } : {}), ...attributes, on: { click: act } }, ...content);
}

/** Unlike any other anywhere; also where the document is not in a secure context. */
export function uniqueKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

let ids = 0;

/** Unlike any other in the document. */
export function freshId(what: string): string {
  return `${what}-${++ids}`;
}

/** Replaces what is inside by what is wanted, touching only what differs, so that focus and selection live on. */
export function setChildren(parent: Element, wanted: readonly Node[]): void {
  wanted.forEach((node, place) => {
    if (parent.childNodes[place] !== node) {
      parent.insertBefore(node, parent.childNodes[place] ?? null);
    }
  });
  while (parent.childNodes.length > wanted.length) {
    parent.lastChild?.remove();
  }
}
