import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { ElicitationProperty } from "../../exchange/protocol";
import { fieldsOf, fill, type FieldValue } from "../../webview/src/panel/formFields";

const one = (property: ElicitationProperty, value: FieldValue, isRequired = false): unknown => {
  const filled = fill(fieldsOf({ properties: { x: property }, ...(isRequired ? { required: ["x"] } : {}) }), new Map([["x", value]]));
  return "errors" in filled ? filled.errors.get("x") : filled.content;
};

describe("a server's form", () => {
  it.each([
    [{ type: "string" }, "a", { x: "a" }],
    [{ type: "integer" }, "7", { x: 7 }],
    [{ type: "number" }, "0.5", { x: 0.5 }],
    [{ type: "boolean" }, false, { x: false }],
    [{ type: "array", items: { enum: ["a", "b"] } }, ["b"], { x: ["b"] }],
    [{ type: "string", format: "date" }, "2026-11-21", { x: "2026-11-21" }],
    [{ type: "string" }, "", {}],
    [{ type: "number" }, "", {}],
    [{ type: "integer" }, "1.5", "This must be a whole number."],
    [{ type: "number", minimum: 1 }, "0", "At least 1."],
    [{ type: "number", maximum: 9 }, "10", "At most 9."],
    [{ type: "number" }, "many", "This must be a number."],
    [{ type: "string", minLength: 3 }, "ab", "At least 3 characters."],
    [{ type: "string", maxLength: 2 }, "👍👍", { x: "👍👍" }],
    [{ type: "string", pattern: "^v\\d$" }, "x", "This must match ^v\\d$"],
    [{ type: "string", pattern: "(" }, "x", { x: "x" }],
    [{ type: "string", format: "email" }, "ada", "This must be an email address."],
    [{ type: "string", format: "uri" }, "example", "This must be a whole address, such as https://example.com."],
    [{ type: "array", minItems: 2, items: { enum: ["a", "b"] } }, ["b"], "Choose at least 2."],
    [{ type: "array", maxItems: 1, items: { enum: ["a", "b"] } }, ["a", "b"], "Choose at most 1."],
  ] as const)("%j with %j gives %j", (property, value, expected) => {
    expect(one(property as unknown as ElicitationProperty, value as FieldValue)).toEqual(expected);
  });

  it("asks for what is required", () => {
    expect(one({ type: "string" }, " ", true)).toBe("This is required.");
    expect(one({ type: "array", items: { enum: ["a"] } }, [], true)).toBe("Choose one.");
  });

  it("offers choices by their titles and starts with the defaults", () => {
    const [target, regions] = fieldsOf({ properties: { target: { type: "string", oneOf: [{ const: "p", title: "Production" }], default: "p" }, regions: { type: "array", items: { anyOf: [{ const: "eu", title: "Europe" }] }, default: ["eu"] } } });
    expect([target?.input, target?.choices, target?.initial]).toEqual(["choice", [{ value: "p", label: "Production" }], "p"]);
    expect([regions?.input, regions?.choices, regions?.initial]).toEqual(["choices", [{ value: "eu", label: "Europe" }], ["eu"]]);
  });
});

describe("the style", () => {
  const folder = join(import.meta.dirname, "..", "..", "webview");
  const style = readFileSync(join(folder, "style.css"), "utf8");
  const files = (at: string): readonly string[] => readdirSync(at, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? files(join(at, entry.name)) : [join(at, entry.name)]));

  it("has no colour of its own: all come from the theme", () => {
    expect(style.match(/#[0-9a-f]{3,8}\b|rgba?\(|hsla?\(/gi)).toBeNull();
  });

  it("sets a foreground wherever it sets a background of the theme", () => {
    const rules = [...style.matchAll(/([^{}]+)\{([^{}]*)\}/g)].map(([, selector = "", body = ""]) => ({ selector: selector.trim(), body }));
    const alone = rules.filter(({ body }) => /background:\s*var\(--vscode-(?!toolbar-hover|button-hover|button-secondaryHover|diffEditor)/.test(body) && !/(^|[^-])color:/.test(body)).map(({ selector }) => selector);
    expect(alone).toEqual([]);
  });

  it("names only what the editor's themes have", () => {
    const themes = files(join(import.meta.dirname, "themes")).map((file) => readFileSync(file, "utf8")).join("\n");
    const unknown = [...new Set(style.match(/--vscode-[\w-]+/g))].filter((name) => !themes.includes(`${name}:`));
    expect(unknown).toEqual([]);
  });

  it("is never written into markup", () => {
    for (const file of files(join(folder, "src"))) {
      expect(readFileSync(file, "utf8"), file).not.toMatch(/style="|setAttribute\("style"|cssText|\beval\(|new Function|insertAdjacentHTML|outerHTML/);
    }
  });

  it("parses no text as markup but that of the Markdown renderer", () => {
    expect(files(join(folder, "src")).filter((file) => readFileSync(file, "utf8").includes("innerHTML")).map((file) => file.slice(folder.length + 5))).toEqual(["transcript/markdownBody.ts"]);
  });
});
