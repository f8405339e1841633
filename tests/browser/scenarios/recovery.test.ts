import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { sidecar } from "../harness/places.ts";
import { scenario } from "../harness/scenario.ts";

/** The sidecars that work for this user, by the folder in their environment. */
function sidecarsOf(home: string): readonly number[] {
  return readdirSync("/proc").filter((id) => /^\d+$/.test(id)).flatMap((id) => {
    try {
      const [command, verb] = readFileSync(`/proc/${id}/cmdline`, "utf8").split("\0");
      const isOurs = command === sidecar && verb === "acp" && readFileSync(`/proc/${id}/environ`, "utf8").includes(`EDITORAGENT_HOME=${home}\0`);
      return isOurs ? [Number(id)] : [];
    } catch {
      return [];
    }
  });
}

scenario(
  "A sidecar killed in the middle of a turn comes back with the conversation, and goes on when asked",
  `
turns:
  - at: 0
    when: {user_contains: slow}
    answer: {text: 'A slow answer that goes on and on and on and on.'}
  - at: 0
    when: {user_contains: now}
    answer: {text: 'Here I am again.'}
  - at: 0
    answer: {text: 'First.'}
`,
  { workspace: { "notes.txt": "colour=red\n" } },
  async ({ workbench, editor, model }) => {
    const panel = await workbench.openChat();
    await panel.send("Hello.");
    await panel.said("First.");
    await model.fault({ delayPerChunkMs: 1_000, writeSize: 24 });
    await panel.send("A slow one.");
    await panel.byId("stop").waitFor();
    const [victim, ...others] = sidecarsOf(editor.home);
    assert.ok(victim !== undefined && others.length === 0, "one sidecar a window");
    process.kill(victim, "SIGKILL");
    await panel.idle();
    await panel.frame.locator('[data-testid="connection"][data-state="ready"]').waitFor({ state: "attached" });
    await panel.said("First.");
    await panel.send("And now?");
    await panel.said("Here I am again.");
    assert.notEqual(sidecarsOf(editor.home)[0], victim);
  },
);
