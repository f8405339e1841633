export const imageTypes: readonly string[] = ["image/png", "image/jpeg", "image/gif", "image/webp"];
export const mostImageBytes = 5 * 1024 * 1024;

/** Why a picture is not taken, in one line; undefined when it is. */
export function refusal(file: { readonly type: string; readonly size: number; readonly name: string }, acceptsImages: boolean): string | undefined {
  if (!acceptsImages) {
    return "The chosen model does not read pictures. Choose another model, or attach the file instead.";
  }

  if (!imageTypes.includes(file.type)) {
    return `${file.name || "The picture"} was not attached: pictures are PNG, JPEG, GIF or WebP.`;
  }

  return file.size > mostImageBytes ? `${file.name || "The picture"} was not attached: it has ${(file.size / 1024 / 1024).toFixed(1)} MB, and 5 MB is the most.` : undefined;
}
