import type { PanelView, ReviewFile } from "../../../exchange/bridge";
import type { Context } from "../context";
import { button, el, setText, show } from "../dom";
import { icon } from "../icons";
import { counted, nameAndFolder } from "../text/words";
import { Fold } from "../transcript/fold";
import { Confirm } from "./confirm";

const marks = { changed: "M", created: "A", deleted: "D" } as const;

/** What tools changed in files and the user has not judged. Opens no editor by itself. */
export class ReviewBar {
  readonly element: HTMLElement;
  private readonly title = el("span", { class: "fold-label" });
  private readonly added = el("span", { class: "count-added" });
  private readonly removed = el("span", { class: "count-removed" });
  private readonly list = el("ul", { class: "review-list" });
  private readonly undoAll = new Confirm("Undo all", "Undo all", () => this.judge("undo"), { className: "small secondary" });
  private drawn = "";

  constructor(private readonly context: Context) {
    const fold = new Fold(context, "review", false, [this.title, el("span", { class: "counts" }, this.added, " ", this.removed)], { fill: (body) => body.append(this.list) });
    const actions = el("div", { class: "review-actions" },
      button("Review", () => this.judge("open"), { class: "small primary", "data-testid": "review-open" }),
      button("Keep all", () => this.judge("keep"), { class: "small secondary", "data-testid": "review-keep" }),
      this.undoAll.element);
    fold.head.after(actions);
    this.element = el("section", { class: "review-bar", "aria-label": "Changes to review", "data-testid": "review-bar", hidden: true }, fold.element);
  }

  update({ review }: PanelView): void {
    const drawn = JSON.stringify(review.files);
    if (drawn === this.drawn) {
      return;
    }

    this.drawn = drawn;
    const { files } = review;
    const sum = (of: (file: ReviewFile) => number): number => files.reduce((total, file) => total + of(file), 0);
    const conflicts = sum((file) => file.conflicts);
    show(this.element, files.length > 0);
    setText(this.title, `${counted(files.length, "file")} changed`);
    setText(this.added, `+${sum((file) => file.added)}`);
    setText(this.removed, `−${sum((file) => file.removed)}`);
    this.undoAll.ask = `Put back ${counted(files.length, "file")}?${conflicts > 0 ? ` ${counted(conflicts, "part")} that you edited since will be left.` : ""}`;
    this.list.replaceChildren(...files.map((file) => this.row(file)));
  }

  private row(file: ReviewFile): HTMLElement {
    const { name, folder } = nameAndFolder(file.path);
    return el("li", { class: "review-row", "data-path": file.path },
      el("span", { class: `standing ${file.standing}`, "aria-hidden": "true" }, marks[file.standing]),
      button(`Review ${name}`, () => this.judge("open", file.path), { class: "review-file", "aria-label": `Review ${name}, ${file.standing}, ${counted(file.added, "line")} added, ${counted(file.removed, "line")} removed`, title: file.path },
        el("span", { class: "diff-file" }, name), " ", el("span", { class: "faint folder" }, folder)),
      file.conflicts > 0 && el("span", { class: "tag warn", title: "Parts that were edited since: they stay as they are" }, counted(file.conflicts, "conflict")),
      el("span", { class: "counts" }, el("span", { class: "count-added" }, `+${file.added}`), " ", el("span", { class: "count-removed" }, `−${file.removed}`)),
      button(`Keep ${name}`, () => this.judge("keep", file.path), { class: "icon-button" }, icon("check")),
      button(`Undo ${name}`, () => this.judge("undo", file.path), { class: "icon-button" }, icon("restore")));
  }

  private judge(action: "open" | "keep" | "undo", path?: string): void {
    this.context.host.post({ type: "review", action, ...(path === undefined ? {} : { path }) });
  }
}
