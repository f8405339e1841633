import type { ContentBlock } from "../../../exchange/protocol";
import { el } from "../dom";

/** A picture that came as data, of a kind that runs no script. One that has only an address is not fetched. */
export function picture(block: ContentBlock): HTMLElement | undefined {
  if (block.type !== "image" || !/^image\/(png|jpeg|gif|webp)$/.test(block.mimeType)) {
    return undefined;
  }

  const image = el("img", { class: "picture", alt: "Picture" });
  image.src = `data:${block.mimeType};base64,${block.data}`;
  return image;
}
