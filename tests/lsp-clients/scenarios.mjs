// The conversations. What the model says in them is in tests/EditorAgent.EndToEnd.Tests/LanguageServer/LspConversation.cs; what they leave
// on the disk is checked there too. `notes.txt` holds "colour=red\n" on the disk.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import rpc from "vscode-languageserver-protocol/node.js";
import { Editor, modern } from "./editor.mjs";
import { Acp, overPipe, overStdio, raw } from "./processes.mjs";

const notes = join(process.cwd(), "notes.txt");
const cursor = { start: { line: 1, character: 2 }, end: { line: 1, character: 2 } };
const problem = {
  range: { start: { line: 1, character: 0 }, end: { line: 1, character: 10 } },
  message: "The colour is wrong.",
  code: "COL1",
  source: "painter",
  severity: 1,
  data: { kept: [1, "two"] },
};
// What the user has typed and not saved; an astral character and no line end at the end.
const unsaved = "# mine, unsaved 🎨\ncolour=red";
const green = "# mine, unsaved 🎨\ncolour=green";

const titles = (items) => items.map(({ title }) => title);
const allow = () => "Allow once";

async function fix(editor, action = "EditorAgent: Fix") {
  const uri = await editor.open(notes, "plaintext", unsaved);
  const actions = await editor.actions(uri, cursor, [problem]);
  const chosen = actions.find(({ title }) => title === action);
  return { uri, chosen };
}

async function done(life) {
  await life.editor.leave();
  life.child.stdin.end();
  assert.equal(await life.exited, 0, life.errors());
  assert.equal(life.errors(), "");
  life.editor.assertClean();
}

export const scenarios = {
  // From the light bulb to the edit of an unsaved buffer, with a question on the way.
  async fix(executable) {
    const life = overStdio(executable, allow);
    const { editor } = life;
    const capabilities = await editor.initialize();
    assert.deepEqual(capabilities.executeCommandProvider.commands, ["editoragent.codeAction"]);
    const only = Object.keys(capabilities).filter((name) => name.endsWith("Provider"));
    assert.deepEqual(only.sort(), ["codeActionProvider", "codeLensProvider", "executeCommandProvider"]);
    assert.equal(capabilities.textDocumentSync.change, 2);
    const { uri, chosen } = await fix(editor);
    assert.deepEqual(chosen.diagnostics, [problem]);
    assert.equal(chosen.kind, "quickfix");

    assert.equal(await editor.execute(chosen.command), null);
    await editor.until(() => editor.messages.length > 0);

    assert.equal(editor.textOf(uri), green);
    assert.equal(editor.questions.length, 1);
    assert.match(editor.questions[0].message, /-colour=red[\s\S]*\+colour=green/);
    assert.deepEqual(editor.messages.map(({ message }) => message), ["EditorAgent: Changed."]);
    assert.equal(editor.progress[0].value.kind, "begin");
    assert.equal(editor.progress[0].value.message, "Fix: COL1 in notes.txt:2");
    assert.equal(editor.progress.at(-1).value.kind, "end");
    await done(life);
  },

  async reject(executable) {
    const life = overStdio(executable, () => "Reject");
    await life.editor.initialize();
    const { uri, chosen } = await fix(life.editor);
    await life.editor.execute(chosen.command);
    await life.editor.until(() => life.editor.messages.length > 0);
    assert.equal(life.editor.textOf(uri), unsaved);
    assert.deepEqual(life.editor.messages.map(({ message }) => message), ["EditorAgent: I could not change it."]);
    await done(life);
  },

  // A question that is closed without an answer allows nothing and ends the turn.
  async dismiss(executable) {
    const life = overStdio(executable, () => null);
    await life.editor.initialize();
    const { uri, chosen } = await fix(life.editor);
    await life.editor.execute(chosen.command);
    await life.editor.until(() => life.editor.messages.length > 0);
    assert.equal(life.editor.textOf(uri), unsaved);
    assert.match(life.editor.messages[0].message, /Stopped/);
    await done(life);
  },

  // An editor that knows no questions, as Helix: nothing is allowed, and the user is told why.
  async mute(executable) {
    const life = overStdio(executable, () => {
      throw new rpc.ResponseError(rpc.ErrorCodes.MethodNotFound, "Method not found: window/showMessageRequest");
    });
    await life.editor.initialize();
    const { uri, chosen } = await fix(life.editor);
    await life.editor.execute(chosen.command);
    await life.editor.until(() => life.editor.messages.length > 1);
    assert.equal(life.editor.textOf(uri), unsaved);
    assert.match(life.editor.messages[0].message, /Edit notes\.txt was not done, because this editor shows no questions\. .*permission\.rules/);
    assert.match(life.editor.messages[1].message, /Stopped/);
    await done(life);
  },

  // The user types while the question is open: what they typed stays, and the tool says that it did nothing.
  async stale(executable) {
    const life = overStdio(executable, async (_, editor) => {
      const [uri] = editor.documents.keys();
      await editor.edit(uri, { range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, newText: "# typed\n" });
      return "Allow once";
    });
    await life.editor.initialize();
    const { uri, chosen } = await fix(life.editor);
    await life.editor.execute(chosen.command);
    await life.editor.until(() => life.editor.messages.length > 0);
    assert.equal(life.editor.textOf(uri), `# typed\n${unsaved}`);
    assert.deepEqual(life.editor.messages.map(({ message }) => message), ["EditorAgent: I could not change it."]);
    await done(life);
  },

  // An editor that refuses the edit; the tool fails with a line and nothing is written past the editor.
  async refuse(executable) {
    const life = overStdio(executable, allow);
    await life.editor.initialize({ capabilities: { ...modern, workspace: { ...modern.workspace, applyEdit: false } } });
    const { uri, chosen } = await fix(life.editor);
    await life.editor.execute(chosen.command);
    await life.editor.until(() => life.editor.messages.length > 0);
    assert.equal(life.editor.textOf(uri), unsaved);
    assert.deepEqual(life.editor.messages.map(({ message }) => message), ["EditorAgent: I could not change it."]);
    await done(life);
  },

  // A second action while the first runs is told so; cancelling the progress ends the turn.
  async cancel(executable) {
    const life = overStdio(executable, () => "Allow once");
    const { editor } = life;
    await editor.initialize();
    const { chosen } = await fix(editor, "EditorAgent: Fix and add tests");
    await editor.execute(chosen.command);
    await editor.until(() => editor.progress.some(({ value }) => value.message?.includes("sleep")) && editor.questions.length === 1);

    await editor.execute(chosen.command);
    await editor.until(() => editor.messages.length === 1);
    assert.match(editor.messages[0].message, /still at work/);

    await editor.cancelProgress();
    await editor.until(() => editor.messages.length === 2);
    assert.match(editor.messages[1].message, /Stopped/);
    assert.equal(editor.progress.at(-1).value.kind, "end");
    await done(life);
  },

  // What fits where, and the plain commands of a client that knows no more.
  async offers(executable) {
    const life = overStdio(executable);
    const { editor } = life;
    await editor.initialize();
    const uri = await editor.open(join(process.cwd(), "Calc.cs"), "csharp", "class Calc\n{\n    public int Add(int a, int b)\n    {\n        return a + b;\n    }\n}\n");
    const at = (line, end = line) => ({ start: { line, character: 8 }, end: { line: end, character: end === line ? 8 : 9 } });
    const bulbs = ["EditorAgent: Fix", "EditorAgent: Fix and add tests"];
    const rest = ["EditorAgent: Add tests", "EditorAgent: Explain", "EditorAgent: Document"];

    assert.deepEqual(titles(await editor.actions(uri, at(4))), []);
    assert.deepEqual(titles(await editor.actions(uri, at(4), [problem])), bulbs);
    assert.deepEqual(titles(await editor.actions(uri, at(4), [{ ...problem, severity: 4 }])), []);
    assert.deepEqual(titles(await editor.actions(uri, at(2))), rest);
    assert.deepEqual(titles(await editor.actions(uri, at(3, 4))), rest);
    assert.deepEqual(titles(await editor.actions(uri, at(2), [problem])), [...bulbs, ...rest]);
    assert.deepEqual(titles(await editor.actions(uri, at(2), [problem], ["refactor"])), rest);
    assert.deepEqual(titles(await editor.actions(uri, at(2), [problem], ["quickfix"])), bulbs);
    assert.deepEqual(titles(await editor.actions(uri, at(2), [problem], ["source.organizeImports"])), []);
    const [declared] = await editor.actions(uri, at(2));
    assert.deepEqual(declared.command.arguments[0].range, { start: { line: 2, character: 0 }, end: { line: 5, character: 5 } });
    await done(life);

    const bare = overStdio(executable);
    await bare.editor.initialize({ capabilities: {} });
    const again = await bare.editor.open(join(process.cwd(), "Calc.cs"), "csharp", "class Calc { }\n");
    const [command] = await bare.editor.actions(again, { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } });
    assert.equal(command.command, "editoragent.codeAction");
    await done(bare);
  },

  // The client's own commands over ACP, the edit over LSP, in one process. A saved document is saved again by the client that does so.
  async pipe(executable) {
    const life = await overPipe(executable, { permission: "allow_once" });
    const { editor, acp } = life;
    const capabilities = await editor.initialize({ ours: { commands: true, saves: true } });
    assert.equal(capabilities.executeCommandProvider, undefined);
    const { uri, chosen } = await fix(editor);
    const { sessionId, ours } = await acp.openSession({ fs: { readTextFile: true, writeTextFile: true } });
    assert.equal(ours.codeAction, 1);

    const result = await acp.request("_editoragent/code_action", { sessionId, ...chosen.command.arguments[0] });

    assert.equal(result.stopReason, "end_turn");
    assert.match(result._meta.editoragent.turnId, /^turn_/);
    assert.equal(editor.textOf(uri), green);
    const said = acp.updates.filter(({ sessionUpdate }) => sessionUpdate === "user_message_chunk").map(({ content }) => content);
    assert.deepEqual(said.map(({ text, name }) => text ?? name), ["Fix: COL1 in notes.txt:2", "notes.txt"]);
    const firstOfTurn = acp.updates.findIndex(({ sessionUpdate }) => sessionUpdate === "user_message_chunk");
    assert.ok(acp.updates.every(({ sessionUpdate }, at) => at > firstOfTurn || !["tool_call", "agent_message_chunk"].includes(sessionUpdate)));
    assert.equal(acp.permissions.length, 1);
    assert.deepEqual(editor.saved, []);

    // Now a document that shows what the disk holds.
    await editor.close(uri);
    const clean = await editor.open(notes, "plaintext", readFileSync(notes, "utf8"));
    await acp.request("_editoragent/code_action", { sessionId, action: "fix", path: notes });
    assert.equal(editor.textOf(clean), "colour=green\n");
    assert.deepEqual(editor.saved, [{ uri: clean, version: 2 }]);

    await editor.leave();
    life.child.stdin.end();
    assert.equal(await life.exited, 0, life.errors());
    assert.equal(life.errors(), "");
    editor.assertClean();
  },

  // The chat does not depend on the pipe: neither on one that nobody listens on, nor on one that breaks.
  async broken_pipe(executable) {
    const alone = raw(executable, "acp", "--lsp-pipe", join(process.cwd(), "nobody"));
    const first = new Acp(alone.child);
    assert.ok((await first.openSession()).sessionId);
    alone.child.stdin.end();
    assert.equal(await alone.exited, 0);
    assert.match(alone.errors(), /^editor-agent: The LSP pipe .*nobody could not be reached .*\n$/);

    const life = await overPipe(executable, { permission: "allow_once" });
    await life.editor.initialize();
    await life.editor.open(notes, "plaintext", unsaved);
    life.socket.write("Content-Length: what?\r\n\r\n");
    await new Promise((resolve) => life.socket.once("close", resolve));
    const { sessionId } = await life.acp.openSession();
    const { stopReason } = await life.acp.request("_editoragent/code_action", { sessionId, action: "fix", path: "notes.txt" });
    assert.equal(stopReason, "end_turn");
    assert.equal(readFileSync(notes, "utf8"), "colour=green\n");
    life.child.stdin.end();
    assert.equal(await life.exited, 0);
    assert.match(life.errors(), /^editor-agent: The LSP connection was ended: a frame's header makes no sense: .*\n$/);
  },

  // And the other way round: LSP goes on while lines that are no ACP come.
  async broken_chat(executable) {
    const life = await overPipe(executable);
    await life.editor.initialize();
    life.child.stdin.write("this is no frame\n");
    const { chosen } = await fix(life.editor);
    assert.equal(chosen.title, "EditorAgent: Fix");
    life.child.stdin.end();
    assert.equal(await life.exited, 0);
    life.editor.assertClean();
  },
};
