export type DiffLine =
  | { readonly kind: "same" | "added" | "removed"; readonly oldLine?: number; readonly newLine?: number; readonly text: string }
  /** Lines that are the same on both sides, not shown at first. */
  | { readonly kind: "fold"; readonly lines: readonly DiffLine[] };

export interface LineDiff {
  readonly lines: readonly DiffLine[];
  readonly added: number;
  readonly removed: number;
}

const context = 3;
/** Lines times edits that are compared before giving up and showing the middle as replaced; about 20 ms. */
const mostWork = 2_000_000;

/** Line by line, with what did not change folded but for three lines around each change. */
export function diffLines(oldText: string | undefined, newText: string): LineDiff {
  const before = linesOf(oldText ?? "");
  const after = linesOf(newText);
  const all = compare(before, after);
  return { lines: fold(all), added: count(all, "added"), removed: count(all, "removed") };
}

function linesOf(text: string): readonly string[] {
  if (text === "") {
    return [];
  }

  const lines = text.split(/\r\n|\n|\r/);
  return lines.at(-1) === "" ? lines.slice(0, -1) : lines;
}

function count(lines: readonly DiffLine[], kind: DiffLine["kind"]): number {
  return lines.filter((line) => line.kind === kind).length;
}

function compare(before: readonly string[], after: readonly string[]): readonly DiffLine[] {
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) {
    head++;
  }

  let tail = 0;
  while (tail < before.length - head && tail < after.length - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) {
    tail++;
  }

  const kept = common(before.slice(head, before.length - tail), after.slice(head, after.length - tail)).map(([i, j]) => [i + head, j + head] as const);
  const lines: DiffLine[] = [];
  let i = 0;
  let j = 0;
  const upTo = (oldEnd: number, newEnd: number): void => {
    for (; i < oldEnd; i++) {
      lines.push({ kind: "removed", oldLine: i + 1, text: before[i] ?? "" });
    }

    for (; j < newEnd; j++) {
      lines.push({ kind: "added", newLine: j + 1, text: after[j] ?? "" });
    }
  };
  const same = (): void => {
    lines.push({ kind: "same", oldLine: i + 1, newLine: j + 1, text: after[j] ?? "" });
    i++;
    j++;
  };
  while (i < head) {
    same();
  }

  for (const [oldAt, newAt] of kept) {
    upTo(oldAt, newAt);
    same();
  }

  upTo(before.length - tail, after.length - tail);
  while (i < before.length) {
    same();
  }

  return lines;
}

/** Pairs of places that hold the same line, by Myers' greedy walk. */
function common(before: readonly string[], after: readonly string[]): readonly (readonly [number, number])[] {
  const trace: Int32Array[] = [];
  const most = before.length + after.length;
  let reach = new Int32Array(3);
  for (let edits = 0; edits <= most; edits++) {
    if (edits * edits > mostWork) {
      return [];
    }

    const next = new Int32Array(2 * edits + 3);
    for (let k = -edits; k <= edits; k += 2) {
      const down = edits === 0 ? 0 : at(reach, k + 1, edits - 1);
      const right = edits === 0 ? 0 : at(reach, k - 1, edits - 1) + 1;
      let x = edits === 0 ? 0 : k === -edits || (k !== edits && right <= down) ? down : right;
      while (x < before.length && x - k < after.length && before[x] === after[x - k]) {
        x++;
      }

      next[k + edits + 1] = x;
      if (x >= before.length && x - k >= after.length) {
        return walkBack(trace, before.length, after.length, before, after);
      }
    }

    trace.push(next);
    reach = next;
  }

  return [];
}

function at(reach: Int32Array, k: number, edits: number): number {
  const place = k + edits + 1;
  return place < 0 || place >= reach.length || k < -edits || k > edits ? -1 : (reach[place] ?? -1);
}

function walkBack(trace: readonly Int32Array[], oldEnd: number, newEnd: number, before: readonly string[], after: readonly string[]): readonly (readonly [number, number])[] {
  const pairs: [number, number][] = [];
  let x = oldEnd;
  let y = newEnd;
  for (let edits = trace.length; edits >= 0; edits--) {
    const k = x - y;
    const reach = trace[edits - 1];
    const down = reach === undefined ? 0 : at(reach, k + 1, edits - 1);
    const right = reach === undefined ? 0 : at(reach, k - 1, edits - 1) + 1;
    const goesDown = k === -edits || (k !== edits && right <= down);
    const startX = reach === undefined ? 0 : goesDown ? down : right;
    while (x > startX && y > 0 && before[x - 1] === after[y - 1]) {
      pairs.push([--x, --y]);
    }

    x = goesDown ? x : x - 1;
    y = goesDown ? y - 1 : y;
  }

  return pairs.reverse();
}

function fold(all: readonly DiffLine[]): readonly DiffLine[] {
  const lines: DiffLine[] = [];
  let run: DiffLine[] = [];
  const close = (isLast: boolean): void => {
    const lead = lines.length === 0 ? 0 : context;
    const trail = isLast ? 0 : context;
    // A fold of one or two lines would hide less than it takes.
    if (run.length <= lead + trail + 2) {
      lines.push(...run);
    } else {
      lines.push(...run.slice(0, lead), { kind: "fold", lines: run.slice(lead, run.length - trail) }, ...run.slice(run.length - trail));
    }

    run = [];
  };
  for (const line of all) {
    if (line.kind === "same") {
      run.push(line);
      continue;
    }

    close(false);
    lines.push(line);
  }

  close(true);
  return lines;
}
