import { readFileSync } from "node:fs";
import { stat } from "node:fs/promises";
import { connect } from "node:net";
import { dirname, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { methods } from "../../../../protocol/typescript/editoragent";
import { parseCodeAction, titleOf } from "../../src/doors/codeAction";
import { gateOf, isServed } from "../../src/doors/gates";
import { listen } from "../../src/sidecar/pipe";
import { versionOf } from "../../src/sidecar/process";

const table = readFileSync(resolve(__dirname, "../../../../protocol/README.md"), "utf8");
const documented = [...table.matchAll(/^\| `(_editoragent\/[^`]+)` \| agent \|.*\| `(\w+)` \|$/gm)].map(([, method, gate]) => [method, gate] as const);

describe("what must be advertised", () => {
  it("is what the protocol's table says, for every method that the sidecar serves", () => {
    expect(documented.length).toBeGreaterThan(25);
    expect(documented.filter(([method, gate]) => gateOf(method as string) !== gate)).toEqual([]);
    const served = Object.entries(methods).filter(([, { servedBy }]) => servedBy === "agent").map(([method]) => method);
    expect(served.filter((method) => gateOf(method) === "none")).toEqual([]);
  });

  it("is nothing for ACP's own methods, and nothing helps an unknown one", () => {
    expect(isServed({}, "session/prompt")).toBe(true);
    expect(isServed({ mcp: 1 }, "_editoragent/unheard")).toBe(false);
    expect(isServed({}, "_editoragent/mcp/list")).toBe(false);
    expect(isServed({ mcp: 1 }, "_editoragent/mcp/list")).toBe(true);
  });
});

describe("the pipe of the second door", () => {
  // The pipe of Windows lies in no folder and has no mode.
  it.skipIf(process.platform === "win32")("lies in a folder of its own that nobody else can enter, and takes one connection", async () => {
    const pipe = await listen();
    expect((await stat(dirname(pipe.name))).mode & 0o777).toBe(0o700);
    expect(pipe.name.length).toBeLessThanOrEqual(102);
    const client = connect(pipe.name);
    const socket = await pipe.connected;
    await new Promise<void>((done) => client.end(() => done()));
    socket.destroy();
    const late = await new Promise<string>((done) => connect(pipe.name).once("error", ({ message }) => done(message)).once("connect", () => done("connected")));
    expect(late).toMatch(/ENOENT|ECONNREFUSED/);
  });

  // The pipe of Windows lies in no folder and has no mode.
  it.skipIf(process.platform === "win32")("is taken away when nobody connects", async () => {
    const pipe = await listen();
    await pipe.close();
    await expect(stat(dirname(pipe.name))).rejects.toMatchObject({ code: "ENOENT" });
    await expect(pipe.connected).rejects.toThrow("nobody connected");
  });
});

describe("the executable", () => {
  it("is not used when it does not say its version", async () => {
    await expect(versionOf(process.execPath)).rejects.toThrow(/is not a working editor-agent executable: it answered "v\d+/);
    await expect(versionOf("/nowhere/editor-agent")).rejects.toThrow(/not a working editor-agent executable/);
  });
});

describe("a code action", () => {
  it("is what the light bulb gives, and nothing else", () => {
    const given = { action: "fix_and_add_tests", path: "/w/src/Invoice.cs", diagnostics: [] };
    expect(parseCodeAction(given)).toBe(given);
    expect([undefined, "fix", { action: "fix" }, { action: "delete", path: "/w" }, { action: "toString", path: "/w" }].map(parseCodeAction)).toEqual(Array(5).fill(undefined));
  });

  it("waits under a title of its own", () => {
    expect(titleOf({ action: "explain", path: "C:\\w\\Invoice.cs" })).toBe("Explain: Invoice.cs");
    expect(titleOf({ action: "fix_test", path: "/w/T.cs", testName: "Totals.Add" })).toBe("Fix the failing test: Totals.Add");
  });
});
