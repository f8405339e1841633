import { describe, expect, it } from "vitest";
import type { ChangedFile, ChangedHunk } from "../../exchange/protocol";
import { changeBetween } from "../../src/editor/textChange";
import { summaryOf } from "../../src/review/ledger";
import { hunkAt, nearestFile, nearestHunk } from "../../src/review/navigation";

const hunk = (hunkId: string, newStart: number, newCount: number, oldCount = 1, isEdited = false): ChangedHunk => ({ hunkId, oldStart: newStart, oldCount, newStart, newCount, authors: [], isEdited });
const files: readonly ChangedFile[] = [
  { path: "/w/a", standing: "changed", hunks: [hunk("a1", 3, 2), hunk("a2", 10, 0)] },
  { path: "/w/b", standing: "deleted", hunks: [hunk("b1", 1, 0, 5)] },
  { path: "/w/c", standing: "created", hunks: [hunk("c1", 1, 4, 0)] },
];

describe("the way over hunks", () => {
  it("goes on in the file, then to the next file that can be opened, then around", () => {
    const way = [{ path: "/w/a", line: 0 }, { path: "/w/a", line: 2 }, { path: "/w/a", line: 9 }, { path: "/w/c", line: 0 }];
    expect(way.map((from) => nearestHunk(files, from, "next"))).toEqual([{ path: "/w/a", line: 2 }, { path: "/w/a", line: 9 }, { path: "/w/c", line: 0 }, { path: "/w/a", line: 2 }]);
  });

  it("goes back the same way", () => {
    const way = [{ path: "/w/c", line: 0 }, { path: "/w/a", line: 9 }, { path: "/w/a", line: 2 }];
    expect(way.map((from) => nearestHunk(files, from, "previous"))).toEqual([{ path: "/w/a", line: 9 }, { path: "/w/a", line: 2 }, { path: "/w/c", line: 0 }]);
  });

  it("begins at an end from a file without changes", () => {
    expect(nearestHunk(files, { path: "/w/other", line: 5 }, "next")).toEqual({ path: "/w/a", line: 2 });
    expect(nearestHunk(files, undefined, "next")).toEqual({ path: "/w/a", line: 2 });
    expect(nearestHunk(files, undefined, "previous")).toEqual({ path: "/w/c", line: 0 });
    expect(nearestHunk([], undefined, "next")).toBeUndefined();
  });

  it("goes from file to file, around both ends", () => {
    expect(nearestFile(files, "/w/a", "next")).toEqual({ path: "/w/c", line: 0 });
    expect(nearestFile(files, "/w/c", "next")).toEqual({ path: "/w/a", line: 2 });
    expect(nearestFile(files, "/w/a", "previous")).toEqual({ path: "/w/c", line: 0 });
    expect(nearestFile(files, undefined, "previous")).toEqual({ path: "/w/c", line: 0 });
  });

  it("finds the hunk at a line, also where lines were only removed", () => {
    expect([1, 2, 3, 4, 9].map((line) => hunkAt(files[0], line)?.hunkId)).toEqual([undefined, "a1", "a1", undefined, "a2"]);
  });
});

describe("a file's summary", () => {
  it("counts lines, and conflicts where the user edited or nothing can be judged", () => {
    expect(summaryOf({ path: "/w/a", standing: "changed", hunks: [hunk("1", 1, 3, 1), hunk("2", 9, 0, 2, true)] })).toEqual({ path: "/w/a", standing: "changed", added: 3, removed: 3, hunks: 2, conflicts: 1 });
    expect(summaryOf({ path: "/w/a", standing: "changed", hunks: [], obstacle: "binary" }).conflicts).toBe(1);
  });
});

describe("the change between two texts", () => {
  const applied = (before: string, after: string): string => {
    const change = changeBetween(before, after);
    return change === undefined ? before : before.slice(0, change.start) + change.text + before.slice(change.end);
  };

  it.each([["", "a"], ["a", ""], ["abc", "abXc"], ["aaa", "aa"], ["aa", "aaa"], ["x😀y", "x😁y"], ["a\r\nb", "a\nb"], ["a\r\nb", "a\r\n\r\nb"], ["same", "same"]])("leads from %j to %j", (before, after) => expect(applied(before, after)).toBe(after));

  it("leaves what is the same alone", () => expect(changeBetween("one\ntwo\nthree\n", "one\n2\nthree\n")).toEqual({ start: 4, end: 7, text: "2" }));

  it("splits no character and no line ending", () => {
    expect(changeBetween("x😀y", "x😁y")).toEqual({ start: 1, end: 3, text: "😁" });
    expect(changeBetween("a\r\nb", "a\rb")?.start).toBe(1);
  });
});
