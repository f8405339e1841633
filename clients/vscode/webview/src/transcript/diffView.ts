import { button, el } from "../dom";
import { icon } from "../icons";
import { diffLines, type DiffLine } from "../text/diff";
import { counted, nameAndFolder } from "../text/words";

const signs = { same: " ", added: "+", removed: "-", fold: "" } as const;
/** Lines that are drawn before "Show all". */
const most = 400;

export interface ShownDiff {
  readonly path: string;
  readonly oldText?: string;
  readonly newText: string;
}

/** What a call changes in a file, by lines. */
export function diffView(diff: ShownDiff, open: (() => void) | undefined): HTMLElement {
  const { lines, added, removed } = diffLines(diff.oldText, diff.newText);
  const { name, folder } = nameAndFolder(diff.path);
  const title = el(
    "div",
    { class: "diff-head" },
    el("span", { class: "diff-name", title: diff.path }, el("span", { class: "diff-file" }, name), " ", el("span", { class: "faint folder" }, folder)),
    diff.oldText === undefined && el("span", { class: "tag" }, "new file"),
    el("span", { class: "counts" }, el("span", { class: "count-added" }, `+${added}`), " ", el("span", { class: "count-removed" }, `−${removed}`), el("span", { class: "unseen" }, ` ${counted(added, "line")} added, ${counted(removed, "line")} removed`)),
    open !== undefined && button("Open diff in the editor", open, { class: "icon-button", "data-testid": "open-diff" }, icon("move")),
  );
  const table = el("div", { class: "diff-lines", tabindex: 0, role: "group", "aria-label": `Changes in ${name}` });
  table.style.setProperty("--digits", String(digits(lines)));
  draw(table, lines, most);
  return el("div", { class: "diff", "data-testid": "diff" }, title, table);
}

function digits(lines: readonly DiffLine[]): number {
  const last = lines.at(-1);
  const line = last?.kind === "fold" ? last.lines.at(-1) : last;
  return line === undefined || line.kind === "fold" ? 1 : String(Math.max(line.oldLine ?? 0, line.newLine ?? 0)).length;
}

function draw(table: HTMLElement, lines: readonly DiffLine[], limit: number): void {
  const shown = lines.slice(0, limit);
  table.append(...shown.map((line) => (line.kind === "fold" ? foldRow(line.lines) : row(line))));
  if (lines.length <= limit) {
    return;
  }

  const rest = button(`Show ${counted(lines.length - limit, "more line")}`, () => {
    rest.remove();
    draw(table, lines.slice(limit), Number.MAX_SAFE_INTEGER);
  }, { class: "diff-fold" });
  table.append(rest);
}

function foldRow(lines: readonly DiffLine[]): HTMLElement {
  const opener = button(`${counted(lines.length, "unchanged line")}`, () => {
    opener.replaceWith(...lines.map((line) => (line.kind === "fold" ? foldRow(line.lines) : row(line))));
  }, { class: "diff-fold" });
  return opener;
}

function row(line: Exclude<DiffLine, { kind: "fold" }>): HTMLElement {
  const said = line.kind === "same" ? undefined : el("span", { class: "unseen" }, line.kind === "added" ? "added: " : "removed: ");
  return el(
    "div",
    { class: `diff-line ${line.kind}` },
    el("span", { class: "number", "aria-hidden": "true" }, line.oldLine === undefined ? "" : String(line.oldLine)),
    el("span", { class: "number", "aria-hidden": "true" }, line.newLine === undefined ? "" : String(line.newLine)),
    el("span", { class: "sign", "aria-hidden": "true" }, signs[line.kind]),
    said,
    el("span", { class: "code-text" }, line.text),
  );
}
