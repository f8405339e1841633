import { describe, expect, it } from "vitest";
import { locate, type Places } from "../../src/sidecar/locate";
import { RestartPolicy } from "../../src/sidecar/restart";

const places = (over: Partial<Places>): Places => ({
  environment: undefined,
  setting: undefined,
  bundled: "/ext/server/editor-agent",
  isRestricted: false,
  exists: () => true,
  isAbsolute: (path) => path.startsWith("/"),
  ...over,
});

describe("locate", () => {
  it("takes the environment before the setting before what is bundled", () => {
    expect(locate(places({ environment: "/env", setting: "/set" }))).toEqual({ path: "/env", source: "environment" });
    expect(locate(places({ setting: "/set" }))).toEqual({ path: "/set", source: "setting" });
    expect(locate(places({ setting: "  " }))).toEqual({ path: "/ext/server/editor-agent", source: "bundled" });
  });

  it("takes only what is bundled in Restricted Mode", () =>
    expect(locate(places({ environment: "/env", setting: "/set", isRestricted: true }))).toEqual({ path: "/ext/server/editor-agent", source: "bundled" }));

  it.each([
    [places({ setting: "bin/agent" }), "must be an absolute path"],
    [places({ setting: "/gone", exists: (path) => path !== "/gone" }), "no such file"],
    [places({ exists: () => false }), "Build it and set"],
    [places({ exists: () => false, isRestricted: true }), "Restricted Mode"],
  ])("tells what is wrong instead of taking another (%#)", (given, words) => expect(locate(given)).toEqual({ problem: expect.stringContaining(words) }));
});

describe("RestartPolicy", () => {
  it("waits longer each time and then leaves it to the user", () => {
    const policy = new RestartPolicy(60_000, 5);
    expect([1, 2, 3, 4, 5, 6].map((at) => policy.afterEnd(at, at + 1))).toEqual([500, 1000, 2000, 4000, 8000, undefined]);
    policy.reset();
    expect(policy.afterEnd(7, 8)).toBe(500);
  });

  it("forgets ends before a long calm life", () => {
    const policy = new RestartPolicy(60_000, 2);
    policy.afterEnd(0, 1);
    policy.afterEnd(1, 2);
    expect(policy.afterEnd(2, 60_002)).toBe(500);
  });
});
