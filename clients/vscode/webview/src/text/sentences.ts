/** Cuts a growing text into finished sentences, so that a screen reader hears each once, when it is whole. */
export class Sentences {
  private said = 0;

  /** What is finished in `text` and was not given before. */
  next(text: string): string {
    const end = lastEnd(text, this.said);
    const fresh = text.slice(this.said, end);
    this.said = Math.max(this.said, end);
    return spoken(fresh);
  }

  /** The rest, once nothing more comes. */
  rest(text: string): string {
    const fresh = text.slice(this.said);
    this.said = text.length;
    return spoken(fresh);
  }
}

function lastEnd(text: string, from: number): number {
  let end = from;
  for (const found of text.slice(from).matchAll(/[.!?…:]["')\]]*\s|\n/g)) {
    end = from + found.index + found[0].length;
  }

  return end;
}

function spoken(markdown: string): string {
  return markdown
    .replace(/```[^\n]*\n?/g, " ")
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/^[#>\s]+|[*_`~|]+/gm, " ")
    .replace(/\s+/g, " ")
    .trim();
}
