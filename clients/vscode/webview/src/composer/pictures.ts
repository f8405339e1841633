import type { Attachment } from "../../../exchange/bridge";
import { uniqueKey } from "../dom";
import { refusal } from "./images";

/** Reads pictures that were pasted or dropped; what is not taken is told in one line. */
export async function takePictures(files: readonly File[], acceptsImages: boolean, attach: (attachment: Attachment) => void, tell: (text: string) => void): Promise<void> {
  for (const file of files) {
    const reason = refusal(file, acceptsImages);
    if (reason !== undefined) {
      tell(reason);
      continue;
    }

    const label = file.name || "Pasted picture";
    const data = await base64(file);
    attach({ id: `image_${uniqueKey()}`, kind: "image", label, detail: `${Math.ceil(file.size / 1024)} KB`, block: { type: "image", data, mimeType: file.type } });
  }
}

function base64(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => resolve(String(reader.result).replace(/^[^,]*,/, "")));
    reader.addEventListener("error", () => reject(new Error(`${file.name} could not be read.`)));
    reader.readAsDataURL(file);
  });
}
