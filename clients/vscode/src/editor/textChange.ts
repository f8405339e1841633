export interface TextChange {
  /** Offsets in the old text. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The smallest single replacement that makes one text of the other, so that cursors and folds elsewhere stay. Undefined when they are the same. */
export function changeBetween(before: string, after: string): TextChange | undefined {
  if (before === after) {
    return undefined;
  }

  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) {
    start++;
  }

  let tail = 0;
  while (tail < shorter - start && before[before.length - 1 - tail] === after[after.length - 1 - tail]) {
    tail++;
  }

  // Neither end may stand inside a surrogate pair or a line ending.
  while (start > 0 && isInside(before, start)) {
    start--;
  }

  while (tail > 0 && (isInside(before, before.length - tail) || isInside(after, after.length - tail))) {
    tail--;
  }

  return { start, end: before.length - tail, text: after.slice(start, after.length - tail) };
}

function isInside(text: string, at: number): boolean {
  const left = text.charCodeAt(at - 1);
  return (left >= 0xd800 && left <= 0xdbff) || (left === 0x0d && text.charCodeAt(at) === 0x0a);
}
