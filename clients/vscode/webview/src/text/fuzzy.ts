/** How well `query` is found in `text`, letters in order; undefined when it is not. Higher is better. */
export function score(query: string, text: string): number | undefined {
  const needle = query.toLowerCase();
  const hay = text.toLowerCase();
  const whole = hay.indexOf(needle);
  if (whole >= 0) {
    return 1_000 - whole - hay.length / 100;
  }

  let at = -1;
  let points = 0;
  for (const letter of needle) {
    const next = hay.indexOf(letter, at + 1);
    if (next < 0) {
      return undefined;
    }

    points += next === at + 1 ? 5 : /[^a-z0-9]/.test(hay[next - 1] ?? " ") ? 3 : 0;
    at = next;
  }

  return points - hay.length / 100;
}

export function best<T>(query: string, items: readonly T[], textOf: (item: T) => string): readonly T[] {
  return items
    .map((item) => ({ item, points: score(query, textOf(item)) }))
    .filter((entry): entry is { item: T; points: number } => entry.points !== undefined)
    .sort((a, b) => b.points - a.points)
    .map(({ item }) => item);
}
