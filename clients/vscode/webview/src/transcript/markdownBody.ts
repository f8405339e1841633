import { el } from "../dom";
import { renderBlocks } from "../text/markdown";

/** A message's text. Only the blocks that differ from the last time are made anew, so a growing message costs its last block. */
export class MarkdownBody {
  readonly element = el("div", { class: "markdown" });
  private text = "";
  private html: readonly string[] = [];

  set(text: string): void {
    if (text === this.text) {
      return;
    }

    this.text = text;
    const blocks = renderBlocks(text);
    blocks.forEach((html, place) => {
      if (html === this.html[place]) {
        return;
      }

      const template = document.createElement("template");
      template.innerHTML = html;
      const block = el("div", { class: "block" }, template.content);
      const old = this.element.children[place];
      if (old === undefined) {
        this.element.append(block);
      } else {
        old.replaceWith(block);
      }
    });
    while (this.element.childElementCount > blocks.length) {
      this.element.lastElementChild?.remove();
    }

    this.html = blocks;
  }
}

/** Copying and links of every message, by one listener at the root. */
export function serveMarkdown(root: HTMLElement, open: (href: string) => void, copy: (text: string) => void): void {
  const act = (target: EventTarget | null): boolean => {
    const element = target instanceof Element ? target : undefined;
    const link = element?.closest<HTMLElement>("[data-href]");
    if (link?.dataset.href !== undefined) {
      open(link.dataset.href);
      return true;
    }

    const button = element?.closest<HTMLElement>("[data-act=copy]");
    if (button === null || button === undefined) {
      return false;
    }

    copy(button.closest(".code")?.querySelector("code")?.textContent ?? "");
    button.textContent = "Copied";
    window.setTimeout(() => (button.textContent = "Copy"), 2_000);
    return true;
  };
  root.addEventListener("click", (event) => {
    if (act(event.target)) {
      event.preventDefault();
    }
  });
  root.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target instanceof Element && event.target.matches("[data-href]") && act(event.target)) {
      event.preventDefault();
    }
  });
}
