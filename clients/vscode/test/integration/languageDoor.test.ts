import type { Socket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from "vscode-languageserver-protocol/node";
import { obstacle, World } from "./world";

// Skipped only where no sidecar was published or no model is built, which the run says; CI has both.
describe.skipIf(obstacle !== undefined)("the second door of the real sidecar", () => {
  let world: World;
  afterEach(() => world.end());

  it("is connected to by the sidecar, and offers code actions on the text of the editor", async (context) => {
    world = await World.start("turns: [{answer: {text: Hello.}}]");
    const connected = new Promise<Socket>((resolve) => world.sidecar.onLanguageDoor(resolve));
    await world.open();
    if (world.log.some((line) => line.includes("no second door"))) {
      context.skip("this editor-agent has no second door");
    }

    const socket = await connected;
    const connection = createMessageConnection(new StreamMessageReader(socket), new StreamMessageWriter(socket));
    connection.listen();
    const uri = `file://${world.workspace}/Offered.cs`;
    const known = await connection.sendRequest<{ capabilities: { codeActionProvider?: unknown; hoverProvider?: unknown } }>("initialize", {
      processId: process.pid,
      rootUri: `file://${world.workspace}`,
      workspaceFolders: [{ uri: `file://${world.workspace}`, name: "work" }],
      capabilities: { textDocument: { codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ["quickfix", "refactor"] } } } } },
      initializationOptions: { editoragent: { commands: true } },
    });
    expect(known.capabilities.hoverProvider ?? false).toBe(false);
    await connection.sendNotification("initialized", {});
    await connection.sendNotification("textDocument/didOpen", { textDocument: { uri, languageId: "csharp", version: 1, text: "public sealed class Offered\n{\n    public int Twice(int value) => value * 2;\n}\n" } });
    const ask = (line: number, from: number, to: number) =>
      connection.sendRequest<{ title: string; command: { command: string } }[]>("textDocument/codeAction", {
        textDocument: { uri },
        range: { start: { line, character: from }, end: { line, character: to } },
        context: { diagnostics: [] },
      });
    const actions = await ask(2, 15, 20);
    expect(actions.map(({ title }) => title)).toContain("EditorAgent: Explain");
    expect((await ask(0, 22, 22)).map(({ title }) => title)).toEqual(actions.map(({ title }) => title));
    expect(new Set(actions.map(({ command }) => command.command))).toEqual(new Set(["editoragent.codeAction"]));
    connection.dispose();
  });
});
