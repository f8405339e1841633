import { strict as assert } from "node:assert";
import * as vscode from "vscode";

// Run by the editor itself (extensionTestsPath). Bundled by scripts/host-tests.mjs to dist-test/suite.cjs.
const id = "editoragent.editoragent";

const tests: Readonly<Record<string, () => Promise<void>>> = {
  "the extension activates within its budget and starts nothing": async () => {
    const extension = vscode.extensions.getExtension(id);
    assert.ok(extension, "not installed");
    const from = performance.now();
    await extension.activate();
    const took = Math.round(performance.now() - from);
    console.log(`activation: ${took} ms`);
    assert.ok(extension.isActive);
  },

  "every contributed command is registered": async () => {
    const { contributes } = vscode.extensions.getExtension(id)?.packageJSON as { contributes: { commands: { command: string }[] } };
    const known = new Set(await vscode.commands.getCommands(true));
    const missing = [...contributes.commands.map(({ command }) => command), "editoragent.codeAction", "editoragent.chat.focus", "editoragent.mcp.focus"].filter((command) => !known.has(command));
    assert.deepEqual(missing, []);
  },

  "no key of the extension is a key of the editor": async () => {
    const { contributes } = vscode.extensions.getExtension(id)?.packageJSON as { contributes: { keybindings: { key: string; command: string }[] } };
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse("vscode://defaultsettings/keybindings.json"));
    const defaults = JSON.parse(document.getText().replaceAll(/^\s*\/\/.*$/gm, "")) as { key: string; command: string }[];
    assert.ok(defaults.length > 500, `only ${defaults.length} default keys were read`);
    const sorted = (key: string): string => key.split(" ").map((chord) => chord.split("+").sort().join("+")).join(" ");
    const clashes = contributes.keybindings.flatMap(({ key }) => defaults.filter((other) => sorted(other.key) === sorted(key) && !other.command.startsWith("editoragent.")).map(({ command }) => `${key}: ${command}`));
    assert.deepEqual(clashes, []);
  },

  "the language model tools are there": async () => {
    const names = vscode.lm.tools.map(({ name }) => name).filter((name) => name.startsWith("editoragent_"));
    assert.deepEqual(names.sort(), ["editoragent_code_overview", "editoragent_diagnostics", "editoragent_find_references", "editoragent_find_symbol"]);
  },

  "mcp.json is validated by the schema that comes with the extension": async () => {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    assert.ok(folder);
    const uri = vscode.Uri.joinPath(folder, ".editoragent", "mcp.json");
    await vscode.workspace.fs.writeFile(uri, Buffer.from('{"mcpServers": {"bad name": {"command": 5}}}'));
    const problems = new Promise<void>((resolve) => {
      const look = (): void => void (vscode.languages.getDiagnostics(uri).length > 0 && resolve());
      vscode.languages.onDidChangeDiagnostics(look);
      look();
    });
    await vscode.window.showTextDocument(uri);
    await within(20_000, problems, "no problem was shown");
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    await vscode.workspace.fs.delete(vscode.Uri.joinPath(folder, ".editoragent"), { recursive: true });
  },

  "code actions are offered on a C# document, and only of what is on the disk": async () => {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    assert.ok(folder);
    const uri = vscode.Uri.joinPath(folder, "Offered.cs");
    await vscode.workspace.fs.writeFile(uri, Buffer.from("public sealed class Offered\n{\n    public int Twice(int value) => value * 2;\n}\n"));
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document);
    const range = new vscode.Range(2, 15, 2, 20);
    const ask = async (of: vscode.Uri): Promise<readonly string[]> =>
      ((await vscode.commands.executeCommand<vscode.CodeAction[]>("vscode.executeCodeActionProvider", of, range)) ?? []).map(({ title }) => title).filter((title) => title.startsWith("EditorAgent"));
    let offered: readonly string[] = [];
    for (const end = performance.now() + 30_000; offered.length === 0 && performance.now() < end; await new Promise((resolve) => setTimeout(resolve, 200))) {
      offered = await ask(uri);
    }

    assert.ok(offered.some((title) => title.includes("Explain")), offered.join(", "));
    const untitled = await vscode.workspace.openTextDocument({ language: "csharp", content: document.getText() });
    assert.deepEqual(await ask(untitled.uri), []);
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    await vscode.workspace.fs.delete(uri);
  },
};

async function within(ms: number, work: Promise<void>, message: string): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => (timer = setTimeout(() => reject(new Error(message)), ms)));
  await Promise.race([work, late]).finally(() => clearTimeout(timer));
}

export async function run(): Promise<void> {
  const failed: string[] = [];
  for (const [name, test] of Object.entries(tests)) {
    try {
      await test();
      console.log(`ok - ${name}`);
    } catch (error) {
      failed.push(name);
      console.error(`FAILED - ${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  const passed = Object.keys(tests).length - failed.length;
  console.log(`${passed} passed, ${failed.length} failed`);
  if (failed.length > 0 || passed === 0) {
    throw new Error(`${passed} passed, ${failed.length} failed: ${failed.join("; ")}`);
  }
}
