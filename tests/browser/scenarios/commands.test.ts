import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { repository } from "../harness/places.ts";
import { scenario } from "../harness/scenario.ts";

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string; readonly enablement?: string }[];
    readonly menus: { readonly commandPalette?: readonly { readonly command: string; readonly when: string }[] };
  };
}

const manifest = JSON.parse(readFileSync(join(repository, "clients", "vscode", "package.json"), "utf8")) as Manifest;
const hidden = new Set(manifest.contributes.menus.commandPalette?.filter(({ when }) => when === "false").map(({ command }) => command));
// What needs something that is not there in a fresh window is exercised by the scenarios that make it.
const offered = manifest.contributes.commands.filter(({ command, enablement }) => enablement === undefined && !hidden.has(command));

scenario("Every command that the palette offers runs in a fresh window, and none ends in an error", "turns:\n  - answer: {text: Hello.}\n", { workspace: { "notes.txt": "a\n" } }, async ({ workbench }) => {
  await workbench.openChat();
  await workbench.openFile("notes.txt");
  for (const { title } of offered) {
    await workbench.command(`EditorAgent: ${title}`);
    await workbench.settled();
    const alarms = await workbench.page.locator(".notification-toast .codicon-error, .monaco-dialog-box .codicon-error").count();
    assert.equal(alarms, 0, `${title}: ${await workbench.page.locator(".notification-toast").allInnerTexts()}`);
    await workbench.page.keyboard.press("Escape");
    await workbench.page.keyboard.press("Escape");
  }

  assert.ok(offered.length >= 15, `only ${offered.length} commands are offered`);
});
