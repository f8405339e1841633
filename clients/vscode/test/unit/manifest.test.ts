import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { panelCommands } from "../../src/chat/messages";
import { languageModelTools } from "../../src/toolNames";

interface Contributed {
  readonly command: string;
  readonly title?: string;
  readonly category?: string;
}

const root = resolve(__dirname, "../..");
const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const { contributes } = manifest;
const commands = contributes.commands as readonly Contributed[];

/** Called by the sidecar's code actions and lenses, or taking a place that no menu has: not for the palette. */
const internal = ["editoragent.codeAction"];

function sources(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? sources(path) : entry.name.endsWith(".ts") ? [readFileSync(path, "utf8")] : [];
  });
}

const code = sources(join(root, "src")).join("\n");
const registered = [...code.matchAll(/(?:registerCommand|\bcommand)\(\s*"([^"]+)"/g)].map(([, id]) => id as string);

describe("the manifest", () => {
  it("contributes every command that is registered, and the other way round", () =>
    expect([...registered].sort()).toEqual([...commands.map(({ command }) => command), ...internal].sort()));

  it("gives every command the same category and a title without it", () => {
    expect(new Set(commands.map(({ category }) => category))).toEqual(new Set(["EditorAgent"]));
    expect(commands.filter(({ title }) => title === undefined || title.startsWith("EditorAgent"))).toEqual([]);
  });

  it("puts only its own commands into menus and keys, and runs only such and the editor's from the panel", () => {
    const used = [...Object.values(contributes.menus as Record<string, Contributed[]>).flat(), ...(contributes.keybindings as Contributed[])].map(({ command }) => command);
    expect(used.filter((id) => !registered.includes(id))).toEqual([]);
    expect(panelCommands.filter((id) => !registered.includes(id))).toEqual(["editoragent.mcp.focus", "workbench.trust.manage"]);
    expect((contributes.views.editoragent as { id: string }[]).map(({ id }) => id)).toContain("editoragent.mcp");
  });

  it("uses no proposed API and asks for no activation at startup", () => {
    expect(manifest.enabledApiProposals).toBeUndefined();
    expect(manifest.activationEvents).toEqual(["onLanguage:csharp", "onWalkthrough:editoragent.start"]);
    const stable = ["commands", "configuration", "jsonValidation", "keybindings", "languageModelTools", "mcpServerDefinitionProviders", "menus", "views", "viewsContainers", "viewsWelcome", "walkthroughs"];
    expect(Object.keys(contributes).filter((point) => !stable.includes(point))).toEqual([]);
    const menus = ["view/title", "view/item/context", "editor/context", "editor/title", "explorer/context", "commandPalette"];
    expect(Object.keys(contributes.menus).filter((menu) => !menus.includes(menu))).toEqual([]);
    expect(manifest.devDependencies["@types/vscode"]).toBe(`${/\d+\.\d+\.\d+/.exec(manifest.engines.vscode)?.[0]}`);
  });

  it("lets no workspace name a program", () => {
    const settings = contributes.configuration.properties as Record<string, { scope: string; description?: string; markdownDescription?: string }>;
    expect(settings["editoragent.server.path"]?.scope).toBe("machine");
    expect(manifest.capabilities.untrustedWorkspaces).toMatchObject({ supported: "limited", restrictedConfigurations: ["editoragent.server.path"] });
    expect(manifest.capabilities.virtualWorkspaces.supported).toBe(false);
    expect(Object.entries(settings).filter(([, { description, markdownDescription }]) => (description ?? markdownDescription ?? "") === "")).toEqual([]);
  });

  it("reads only settings that it declares", () => {
    const declared = Object.keys(contributes.configuration.properties);
    const read = [...code.matchAll(/getConfiguration\("editoragent"\)\s*\.(?:get|inspect<string>)\("([^"]+)"/g)].map(([, name]) => `editoragent.${name}`);
    expect([...new Set(read)].sort()).toEqual(declared.sort());
  });

  it("declares exactly the language model tools that are registered", () =>
    expect((contributes.languageModelTools as { name: string }[]).map(({ name }) => name)).toEqual(Object.keys(languageModelTools)));

  it("names only files that are there", () => {
    const steps = contributes.walkthroughs.flatMap(({ steps: all }: { steps: { media: { markdown: string } }[] }) => all.map(({ media }) => media.markdown));
    const files = [manifest.icon, contributes.viewsContainers.secondarySidebar[0].icon, ...steps, "media/gutter-written.svg", "media/gutter-removed.svg", "media/gutter-conflict.svg"];
    expect(files.filter((file: string) => !existsSync(join(root, file)))).toEqual([]);
  });

  it("runs in walkthrough and welcome only commands of its own", () => {
    const linked = [...JSON.stringify([contributes.walkthroughs, contributes.viewsWelcome]).matchAll(/command:([a-zA-Z.]+)/g)].map(([, id]) => id as string);
    expect(linked.length).toBeGreaterThan(0);
    expect(linked.filter((id) => !registered.includes(id))).toEqual([]);
  });
});
