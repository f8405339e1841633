import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import type { McpServerStatus, TrustRoot } from "../../exchange/protocol";
import { problemLines } from "../../src/chat/problems";
import { auditText } from "../../src/mcp/audit";
import { nameProblem, stdioEntry, urlProblem, wordsOf } from "../../src/mcp/entry";
import { lookOf } from "../../src/mcp/look";
import { trustLines } from "../../src/trust/listing";

const server = (over: Partial<McpServerStatus>): McpServerStatus => ({ name: "db", scope: "workspace", what: "npx db", state: "connected", problems: [], trustLines: [], errorTail: [], ...over });

describe("a server's row", () => {
  it("tells state, tools and latency in one line", () => expect(lookOf(server({ tools: 1, latencyMs: 12 })).description).toBe("connected, 1 tool, 12 ms"));

  it.each([
    [{ state: "connected", transport: "stdio" }, "server own enabled"],
    [{ state: "needs_trust" }, "server own enabled trust"],
    [{ state: "needs_login", transport: "http", scope: "user" }, "server own enabled login remote"],
    [{ state: "disabled" }, "server own disabled"],
    [{ state: "connected", scope: "client" }, "server enabled"],
  ])("offers what can be done with it (%#)", (over, context) => expect(lookOf(server(over)).context).toBe(context));

  it("shows a state that it does not know in words", () => expect(lookOf(server({ state: "warming_up" })).description).toBe("warming up"));
});

describe("what the user types for a server", () => {
  it.each([
    ["npx -y server .", ["npx", "-y", "server", "."]],
    ["  'a b'\"c d\"  e ", ["a bc d", "e"]],
    ['run ""', ["run", ""]],
    ["", []],
    ["'open", undefined],
  ])("is split like a shell would: %j", (line, words) => expect(wordsOf(line)).toEqual(words));

  it("becomes an entry without empty parts", () => {
    expect(stdioEntry("uvx thing")).toEqual({ command: "uvx", args: ["thing"] });
    expect(stdioEntry("thing")).toEqual({ command: "thing" });
    expect(stdioEntry("  ")).toBeUndefined();
  });

  it("has a name by the rule of mcp.json's schema", () => {
    const schema = JSON.parse(readFileSync(resolve(__dirname, "../../../../protocol/schema/mcp.schema.json"), "utf8"));
    const rule = new RegExp(schema.properties.mcpServers.propertyNames.pattern);
    for (const name of ["db", "my-db_2", "a__b", "bad name", "", "x".repeat(65)]) {
      expect([name, nameProblem(name, []) === undefined]).toEqual([name, rule.test(name)]);
    }

    expect(nameProblem("db", ["db"])).toContain("There is a server");
  });

  it("has an address of the web", () => expect(["https://x.y/mcp", "http://127.0.0.1:1", "ftp://x", "https://", "x"].map((url) => urlProblem(url) === undefined)).toEqual([true, true, false, false, false]));
});

describe("what trust would let run", () => {
  const root: TrustRoot = { path: "/w", state: "changed", fingerprint: "f", items: [{ kind: "build_logic", source: "a.csproj", what: "Exec: ls" }, { kind: "new_thing", source: "x" }], unlisted: 2, changes: [{ path: "a.csproj", kind: "changed", oldText: "one\n", newText: "two\nthree" }] };

  it("is listed whole, with what changed", () =>
    expect(trustLines(root)).toEqual(["build logic, a.csproj: Exec: ls", "new thing, x", "and 2 more that are not listed", "", "Changed since you trusted it:", "a.csproj was changed", "- one", "+ two", "+ three"]));

  it("is never an empty question", () => expect(trustLines({ path: "/w", state: "untrusted", fingerprint: "f", items: [], changes: [] })).toEqual(["Nothing in it says by itself what would run."]));
});

describe("lists as text", () => {
  it("shows calls as a table that no argument can break out of", () => {
    const text = auditText({ records: [{ time: "T", server: "db", tool: "query", arguments: "a|b\n`c`", approvedBy: "user", rule: "ask", outcome: "ok", durationMs: 5, resultBytes: 9 }] });
    expect(text.split("\n").at(-2)).toBe("| T | db | query | ok | user: ask | 5 ms | 9 B | `a\\|b 'c'` |");
    expect(auditText({ records: [], damage: "Some lines cannot be read." })).toContain("**Some lines cannot be read.**");
  });

  it("shows problems as a compiler does, one a line", () =>
    expect(problemLines("src/a.cs", [{ line: 3, severity: "error", message: "Bad\n  thing", code: "CS1", source: "csharp" }, { line: 4, severity: "warning", message: "Hm" }])).toBe(
      "Problems that the editor shows in src/a.cs:\nsrc/a.cs(3): error csharp CS1: Bad thing\nsrc/a.cs(4): warning: Hm"));
});
