import type { Item } from "../../../exchange/transcript";
import { el, type Child } from "../dom";

/** The frame of an item. Changes inside it are told through the live region, in sentences; the log itself only tells that an item came. */
export function article(item: Item, label: string, ...children: readonly Child[]): HTMLElement {
  return el(
    "article",
    { class: `item item-${item.kind}`, "data-testid": "item", "data-key": item.key, "data-kind": item.kind, "aria-label": label, ...(item.kind === "user" || item.kind === "notice" ? {} : { "aria-live": "off" }) },
    ...children,
  );
}
