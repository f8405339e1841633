import { describe, expect, it } from "vitest";
import { composerAction, type Key, type Situation } from "../../webview/src/composer/keys";
import { mostImageBytes, refusal } from "../../webview/src/composer/images";
import { tokenAt } from "../../webview/src/composer/token";
import { plainOutput } from "../../webview/src/text/ansi";
import { diffLines, type DiffLine } from "../../webview/src/text/diff";
import { best } from "../../webview/src/text/fuzzy";
import { highlight } from "../../webview/src/text/highlight";
import { hostOf, isOpenable } from "../../webview/src/text/links";
import { renderBlocks } from "../../webview/src/text/markdown";
import { Sentences } from "../../webview/src/text/sentences";
import { ago, duration, withoutFence } from "../../webview/src/text/words";

const html = (text: string): string => renderBlocks(text).join("");

describe("links", () => {
  it.each(["https://example.com/a?b=1#c", "http://localhost:3000", "HTTPS://EXAMPLE.COM", "src/Cart.cs#L13", "./a b.md", "/home/ada/x.cs", "C:\\shop\\Cart.cs", "file:///home/ada/x.cs", "#section"])("opens %s", (href) => {
    expect(isOpenable(href)).toBe(true);
  });

  it.each(["javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\nscript:alert(1)", "command:workbench.action.quit", "command%3Ax", "data:text/html,x", "vscode://x/y", "vbscript:x", "mailto:a@b.c", "//evil.test/x", "\\\\evil\\share", "file://evil.test/share", "https:///x", "", `https://e.test/${"x".repeat(3_000)}`])("leaves %s as text", (href) => {
    expect(isOpenable(href)).toBe(false);
  });

  it("names the host that an address leads to, not the one it looks like", () => {
    expect(hostOf("https://github.com@evil.test/login")).toBe("evil.test");
    expect(hostOf("command:x")).toBeUndefined();
  });
});

describe("markdown", () => {
  it("shows markup of strangers as text", () => {
    expect(html("<b onclick=x>a</b>\n\n<script>y</script>")).toBe("<p>&lt;b onclick=x&gt;a&lt;/b&gt;</p>\n<p>&lt;script&gt;y&lt;/script&gt;</p>\n");
  });

  it("has no address that the document itself would follow, and no inline style", () => {
    const all = html("[a](https://e.test) <https://f.test> https://g.test ![p](https://h.test/p.png) [x](command:y)\n\n| a | b |\n|:-:|--:|\n| 1 | 2 |");
    expect(all).not.toMatch(/href="(?!)|<a |<img|src=|style=/);
    expect(all.match(/data-href="[^"]+"/g)).toEqual(["https://e.test", "https://f.test", "https://g.test", "https://h.test/p.png"].map((href) => `data-href="${href}"`));
    expect(all).toContain("[x](command:y)");
    expect(all).toContain('<td class="align-right">2</td>');
  });

  it("cannot be led out of an attribute", () => {
    expect(html('[a](https://e.test/"onmouseover="x)\n\n```"><img\nx\n```')).not.toMatch(/<img|" ?onmouseover/);
  });

  it("keeps the blocks before the last one as they were while a text grows", () => {
    const before = renderBlocks("# A\n\nText\n\n- one\n- tw");
    const after = renderBlocks("# A\n\nText\n\n- one\n- two\n\nMore");
    expect(after.slice(0, 2)).toEqual(before.slice(0, 2));
    expect(after).toHaveLength(4);
  });

  it("draws a code block that is not closed yet", () => {
    expect(html("```ts\nconst a = 1;")).toContain('<span class="hl-keyword">const</span> a = <span class="hl-number">1</span>;');
  });
});

describe("colours of code", () => {
  const source = 'var a = "x // y"; // say \'hi\'\n/* open';
  it.each(["cs", "py", "sql", "xml", "diff", "unknown", "constructor", ""])("lose no letter: %s", (language) => {
    expect(highlight(source, language).map(({ text }) => text).join("")).toBe(source);
  });

  it("tell comments, strings and words apart", () => {
    expect(highlight(source, "cs").filter(({ kind }) => kind !== "plain")).toEqual([{ kind: "keyword", text: "var" }, { kind: "string", text: '"x // y"' }, { kind: "comment", text: "// say 'hi'" }, { kind: "comment", text: "/* open" }]);
  });
});

describe("output of terminals", () => {
  it.each([
    ["\u001b[1;31mred\u001b[0m plain", "red plain"],
    ["\u001b]8;;https://e.test\u0007link\u001b]8;;\u0007 end", "link end"],
    ["\u001b]0;title\u001b\\text", "text"],
    ["10%\r50%\r100%", "100%"],
    ["long line\rshort", "shortline"],
    ["a\r\nb\r\n", "a\nb\n"],
    ["abc\u0008\u0008X", "aX"],
    ["\u009b31mx\u0000y\u0007", "xy"],
    ["tab\tstays", "tab\tstays"],
  ])("%j reads %j", (raw, plain) => {
    expect(plainOutput(raw)).toBe(plain);
  });
});

describe("diffs", () => {
  const flat = (lines: readonly DiffLine[]): readonly string[] => lines.flatMap((line) => (line.kind === "fold" ? flat(line.lines) : [`${line.kind[0]}${line.text}`]));
  const side = (lines: readonly DiffLine[], not: string): readonly string[] => flat(lines).filter((line) => line[0] !== not).map((line) => line.slice(1));

  it("numbers both sides", () => {
    expect(diffLines("a\nb\nc\n", "a\nB\nc\n").lines).toEqual([
      { kind: "same", oldLine: 1, newLine: 1, text: "a" },
      { kind: "removed", oldLine: 2, text: "b" },
      { kind: "added", newLine: 2, text: "B" },
      { kind: "same", oldLine: 3, newLine: 3, text: "c" },
    ]);
  });

  it("takes a file that is new for added, and an emptied one for removed", () => {
    expect(diffLines(undefined, "a\nb")).toMatchObject({ added: 2, removed: 0 });
    expect(diffLines("a\nb", "")).toMatchObject({ added: 0, removed: 2 });
  });

  it("folds what did not change but for three lines", () => {
    const lines = Array.from({ length: 40 }, (_, i) => `line ${i}`);
    const kinds = diffLines(lines.join("\n"), lines.map((line, i) => (i === 20 ? "other" : line)).join("\n")).lines.map(({ kind }) => kind);
    expect(kinds).toEqual(["fold", "same", "same", "same", "removed", "added", "same", "same", "same", "fold"]);
  });

  it("gives both texts back, whatever they are, with as few changes as there are", () => {
    let seed = 7;
    const next = (most: number): number => (seed = (seed * 48_271) % 2_147_483_647) % most;
    for (let round = 0; round < 300; round++) {
      const before = Array.from({ length: next(12) }, () => "abc"[next(3)] ?? "");
      const after = Array.from({ length: next(12) }, () => "abc"[next(3)] ?? "");
      const { lines, added, removed } = diffLines(before.join("\n"), after.join("\n"));
      const text = (all: readonly string[]): readonly string[] => (all.join("\n") === "" ? [] : all);
      expect(side(lines, "a")).toEqual(text(before));
      expect(side(lines, "r")).toEqual(text(after));
      expect(added + removed).toBe(before.length + after.length - 2 * longestCommon(before, after));
    }
  });

  it("gives up on what is too large to compare, and still shows both", () => {
    const before = Array.from({ length: 3_000 }, (_, i) => `old ${i}`).join("\n");
    expect(diffLines(before, before.replaceAll("old", "new"))).toMatchObject({ added: 3_000, removed: 3_000 });
  });
});

function longestCommon(a: readonly string[], b: readonly string[]): number {
  const table = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      (table[i] as number[])[j] = a[i - 1] === b[j - 1] ? (table[i - 1]?.[j - 1] ?? 0) + 1 : Math.max(table[i - 1]?.[j] ?? 0, table[i]?.[j - 1] ?? 0);
    }
  }

  return table[a.length]?.[b.length] ?? 0;
}

describe("sentences", () => {
  it("come once, when they are whole, without markup", () => {
    const sentences = new Sentences();
    expect([sentences.next("**One"), sentences.next("**One** is. Two `is"), sentences.next("**One** is. Two `is`!\nAnd [three](x)"), sentences.rest("**One** is. Two `is`!\nAnd [three](x)")]).toEqual(["", "One is.", "Two is !", "And three"]);
  });

  it("are not cut at a point inside a word", () => {
    expect(new Sentences().next("See Cart.cs and 3.14 th")).toBe("");
  });
});

describe("words", () => {
  it.each([[0, "0 ms"], [999, "999 ms"], [1_000, "1 s"], [2_340, "2.3 s"], [45_000, "45 s"], [61_000, "1 min 1 s"], [3_720_000, "1 h 2 min"]])("%d ms are %s", (ms, said) => {
    expect(duration(ms)).toBe(said);
  });

  it("say how long ago", () => {
    const now = Date.parse("2026-11-21T12:00:00Z");
    expect(["2026-11-21T11:59:40Z", "2026-11-21T11:20:00Z", "2026-11-21T11:00:00Z", "2026-11-19T12:00:00Z", "nonsense"].map((at) => ago(at, now))).toEqual(["just now", "40 min ago", "1 hour ago", "2 days ago", ""]);
  });

  it("take a fence off only where the whole text is one block", () => {
    expect(withoutFence("```\nrm -rf x\n```")).toBe("rm -rf x");
    expect(withoutFence("````\na ``` b\n````")).toBe("a ``` b");
    for (const other of ["```\na\n```\nb", "```sh\na\n```", "a\n```\nb\n```", "```\na\n```\nb\n```", "```"]) {
      expect(withoutFence(other)).toBe(other);
    }
  });

  it("are found by their letters, the nearest first", () => {
    expect(best("cat", ["concatenate", "cart", "cattle", "c-a-t", "dog"], (text) => text)).toEqual(["cattle", "concatenate", "c-a-t", "cart"]);
  });
});

describe("what is typed at the caret", () => {
  it.each([
    ["@", { trigger: "@", query: "", from: 0, to: 1 }],
    ["look at @Car", { trigger: "@", query: "Car", from: 8, to: 12 }],
    ["(@src/Cart.cs", { trigger: "@", query: "src/Cart.cs", from: 1, to: 13 }],
    ["/rev", { trigger: "/", query: "rev", from: 0, to: 4 }],
    ["me@example.com", undefined],
    ["a /rev", undefined],
    ["/review it", undefined],
    ["@Cart done", undefined],
  ] as const)("%j", (text, token) => {
    expect(tokenAt(text, text.length)).toEqual(token);
  });

  it("is what stands before the caret", () => {
    expect(tokenAt("@Cart and more", 3)).toEqual({ trigger: "@", query: "Ca", from: 0, to: 3 });
  });
});

describe("keys in the message field", () => {
  const key = (name: string, change: Partial<Key> = {}): Key => ({ key: name, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, isComposing: false, keyCode: 0, ...change });
  const calm: Situation = { isRunning: false, listIsOpen: false, isEmpty: false };

  it.each([
    [key("Enter"), calm, "send"],
    [key("Enter"), { ...calm, isRunning: true }, "queue"],
    [key("Enter", { ctrlKey: true }), { ...calm, isRunning: true }, "steer"],
    [key("Enter", { metaKey: true }), { ...calm, isRunning: true }, "steer"],
    [key("Enter", { shiftKey: true }), calm, undefined],
    [key("Enter", { isComposing: true }), calm, undefined],
    [key("Enter", { keyCode: 229 }), calm, undefined],
    [key("Enter"), { ...calm, listIsOpen: true }, "pick"],
    [key("Tab"), { ...calm, listIsOpen: true }, "pick"],
    [key("Tab"), calm, undefined],
    [key("Tab", { shiftKey: true }), { ...calm, listIsOpen: true }, undefined],
    [key("Escape"), { ...calm, isRunning: true }, "stop"],
    [key("Escape"), { ...calm, isRunning: true, listIsOpen: true }, "closeList"],
    [key("Escape"), calm, undefined],
    [key("ArrowUp"), { ...calm, isEmpty: true }, "recall"],
    [key("ArrowUp"), calm, undefined],
    [key("ArrowDown"), { ...calm, listIsOpen: true }, "listDown"],
  ] as const)("%j in %j: %s", (pressed, situation, action) => {
    expect(composerAction(pressed, situation)).toBe(action);
  });
});

describe("pictures", () => {
  it("are taken as the model reads them, of four kinds, up to five megabytes", () => {
    expect(refusal({ type: "image/png", size: mostImageBytes, name: "a.png" }, true)).toBeUndefined();
    expect(refusal({ type: "image/png", size: mostImageBytes + 1, name: "a.png" }, true)).toContain("5 MB is the most");
    expect(refusal({ type: "image/svg+xml", size: 1, name: "a.svg" }, true)).toContain("PNG, JPEG, GIF or WebP");
    expect(refusal({ type: "image/png", size: 1, name: "a.png" }, false)).toContain("does not read pictures");
  });
});
