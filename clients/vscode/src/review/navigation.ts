import type { ChangedFile, ChangedHunk } from "../../exchange/protocol";

export interface HunkPlace {
  readonly path: string;
  /** From 0, within the file as it is. */
  readonly line: number;
}

export type Direction = "next" | "previous";

/** The nearest hunk in that direction, over the ends of files and of the list; undefined when there is none at all. Hunks of deleted files have no place. */
export function nearestHunk(files: readonly ChangedFile[], from: HunkPlace | undefined, direction: Direction): HunkPlace | undefined {
  const places = files.filter(isOpenable).flatMap((file) => file.hunks.map((hunk) => ({ path: file.path, line: lineOf(hunk) })));
  const here = files.findIndex(({ path }) => path === from?.path);
  const isBehind = (place: HunkPlace): boolean => {
    const there = files.findIndex(({ path }) => path === place.path);
    return from === undefined || there > here || (there === here && place.line > from.line);
  };
  const isBefore = (place: HunkPlace): boolean => {
    const there = files.findIndex(({ path }) => path === place.path);
    return from !== undefined && (there < here || (there === here && place.line < from.line));
  };
  return direction === "next" ? (places.find(isBehind) ?? places[0]) : (places.findLast(isBefore) ?? places.at(-1));
}

export function nearestFile(files: readonly ChangedFile[], path: string | undefined, direction: Direction): HunkPlace | undefined {
  const openable = files.filter(isOpenable);
  const here = openable.findIndex((file) => file.path === path);
  const step = direction === "next" ? 1 : -1;
  const file = openable.at(here === -1 ? (direction === "next" ? 0 : -1) : (here + step) % openable.length);
  return file === undefined ? undefined : { path: file.path, line: file.hunks[0] === undefined ? 0 : lineOf(file.hunks[0]) };
}

/** The hunk that a line is in, or stands at the edge of. */
export function hunkAt(file: ChangedFile | undefined, line: number): ChangedHunk | undefined {
  return file?.hunks.find((hunk) => line >= lineOf(hunk) && line < lineOf(hunk) + Math.max(1, hunk.newCount));
}

/** From 0. Where lines were only removed, the line that follows. */
export function lineOf(hunk: ChangedHunk): number {
  return Math.max(0, hunk.newStart - 1);
}

function isOpenable(file: ChangedFile): boolean {
  return file.standing !== "deleted";
}
