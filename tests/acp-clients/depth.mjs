// Conversations about what a daily agent does beside reading and editing, several in one process of the agent. What the model says in them
// is in tests/EditorAgent.EndToEnd.Tests/Clients/DepthConversations.cs.
import assert from "node:assert/strict";
import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { methods } from "@agentclientprotocol/sdk";
import { commandIsGone, commandRuns, cwd, modern, said, selected, statesOf, text, to } from "./talk.mjs";

const withForms = { ...modern, clientCapabilities: { ...modern.clientCapabilities, elicitation: { form: {} } } };
const byKind = (kind) => ({ options }) => selected(options.find((option) => option.kind === kind).optionId);
const byName = (name) => ({ options }) => selected(options.find((option) => option.name.includes(name)).optionId);

// A session of its own in a process that several share: what was said, called and asked in it alone.
class Talk {
  constructor(agent, connection, opened) {
    Object.assign(this, { agent, connection, opened, sessionId: opened.sessionId, from: connection.permissions.length });
  }

  static async open(agent, connection) {
    return new Talk(agent, connection, await agent.request(to.session.new, { cwd, mcpServers: [] }));
  }

  get updates() {
    return this.connection.updates.filter(({ sessionId }) => sessionId === this.sessionId);
  }

  get asked() {
    return this.connection.permissions.filter(({ sessionId }) => sessionId === this.sessionId);
  }

  get said() {
    return said(this.updates);
  }

  calls(name) {
    return this.updates.filter(({ update }) => update.sessionUpdate === "tool_call" && (!name || update.name === name)).map(({ update }) => update);
  }

  stateOf({ toolCallId }) {
    return statesOf({ updates: this.updates }, toolCallId).at(-1);
  }

  outputOf({ toolCallId }) {
    const { update } = this.updates.findLast((told) => told.update.toolCallId === toolCallId && told.update.content);
    return update.content.filter(({ type }) => type === "content").map(({ content }) => content.text).join("");
  }

  async says(prompt) {
    const blocks = typeof prompt === "string" ? text(prompt) : prompt;
    const result = await this.agent.request(to.session.prompt, { sessionId: this.sessionId, prompt: blocks });
    assert.equal(result.stopReason, "end_turn");
    return result;
  }
}

// Two at once, each in a conversation of its own; what they did is told on their calls only.
async function subagents(talk) {
  await talk.says("Send two.");
  const calls = talk.calls();
  assert.deepEqual(calls.map(({ title }) => title), ["Subagent explore: Look at the notes", "Subagent explore: Look at the folder"]);
  for (const call of calls) assert.equal(talk.stateOf(call), "completed");
  assert.equal(talk.said, "Both are back.");
  assert.equal(talk.asked.length, 0);
}

// Nothing changes before the plan is approved; then the mode is what it was, and calls are asked about as ever.
async function plan(talk, answer) {
  const file = join(cwd, "plan.txt");
  await talk.agent.request(to.session.setMode, { sessionId: talk.sessionId, modeId: "plan" });
  answer.with = ({ options }) => selected(options.at(-1).optionId);
  await talk.says("Plan it.");
  assert.equal(talk.asked.length, 1);
  assert.equal(talk.said, "I keep planning.");
  assert.equal(existsSync(file), false);

  answer.with = ({ options }) => selected(options[0].optionId);
  await talk.says("Plan it.");
  const modes = talk.updates.filter(({ update }) => update.sessionUpdate === "current_mode_update").map(({ update }) => update.currentModeId);
  assert.equal(modes.at(-1), "ask");
  assert.equal(talk.asked.length, 3);
  assert.match(talk.said, /Done as planned\.$/);
  assert.equal(readFileSync(file, "utf8"), "blue");
}

// Commands outlive their turn and are looked at and stopped in later ones; those that are left end with the process.
async function background(talk, answer) {
  answer.with = byKind("allow_once");
  await talk.says("Serve it.");
  await commandRuns();
  await talk.says("Look at it.");
  const [look] = talk.calls("command_output");
  assert.match(talk.outputOf(look), /listening/);
  await talk.says("Stop it.");
  await commandIsGone();
  assert.equal(talk.said, "Served.It listens.Stopped.");
  await talk.says("Serve it.");
  await commandRuns();
}

// A hook of the user denies what nobody was asked about; the model is told why.
async function hook(talk) {
  await talk.says("Make it green.");
  const [edit] = talk.calls("edit");
  assert.equal(talk.stateOf(edit), "failed");
  assert.match(talk.outputOf(edit), /notes are frozen/);
  assert.equal(talk.asked.length, 0);
  assert.equal(readFileSync(join(cwd, "notes.txt"), "utf8"), "colour=red\n");
}

// The page's text reaches the model without its markup, and the user was asked for the address.
async function web(talk, answer) {
  const server = createServer((_, response) => {
    response.setHeader("content-type", "text/html; charset=utf-8");
    response.end("<html><head><title>Colours</title><script>alert(1)</script></head><body><h1>Colours</h1><p>The page says <b>orange</b>.</p></body></html>");
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  writeFileSync(join(cwd, "address.txt"), `http://127.0.0.1:${server.address().port}/colours\n`);
  answer.with = byKind("allow_once");
  await talk.says("Fetch it.");
  server.close();
  const [fetched] = talk.calls("web_fetch");
  assert.equal(talk.stateOf(fetched), "completed");
  assert.equal(talk.asked.length, 1);
  assert.match(talk.outputOf(fetched), /The page says \**orange\**\./);
  assert.doesNotMatch(talk.outputOf(fetched), /<b>|alert/);
  assert.equal(talk.said, "Orange, says the page.");
}

// A file by its name, the same kind as a link, a selection with its text, and an image.
async function attachments(talk) {
  const uri = pathToFileURL(join(cwd, "notes.txt")).href;
  const pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
  await talk.says([
    ...text("Look at these."),
    { type: "resource_link", uri, name: "notes.txt" },
    { type: "resource", resource: { uri: `${uri}#L1-1`, mimeType: "text/plain", text: "the selected words" } },
    { type: "image", mimeType: "image/png", data: pixel },
  ]);
  assert.equal(talk.said, "Seen.");
}

// A file that the words name themselves, with and without lines, without any block for it.
async function typedNames(talk) {
  await talk.says("Compare @notes.txt with @lines.txt:2.");
  assert.equal(talk.said, "Compared.");
  assert.equal(talk.asked.length, 0);
}

// A resource of a configured MCP server: as a link with the address that the server lists, and by name in the words.
async function resources(talk) {
  const uri = "demo://resource/static/document/architecture.md";
  await talk.says([...text("Sum it up."), { type: "resource_link", uri, name: "architecture.md" }]);
  await talk.says(`Sum up @everything:demo://resource/dynamic/text/7 too.`);
  assert.equal(talk.said, "By its link.By its name.");
  assert.equal(talk.asked.length, 0);
}

// A command in the background is waited for: the call stays open until the command has printed what the client brings about meanwhile.
async function awaited(talk, answer) {
  const gate = join(cwd, "gate");
  answer.with = byKind("allow_once");
  const turn = talk.says("Await it.");
  await talk.connection.until(() => talk.calls("command_output").some((call) => talk.stateOf(call) === "in_progress"));
  writeFileSync(gate, "open");
  await turn;
  const [look] = talk.calls("command_output");
  assert.match(talk.outputOf(look), /it is open/);
  assert.match(talk.said, /It is open\.$/);
}

// The other model is chosen for one session; the meter tells what the window and the money are at.
async function models(talk) {
  const model = talk.opened.configOptions.find(({ id }) => id === "model");
  assert.deepEqual([model.currentValue, model.options.map(({ value }) => value)], ["main", ["main", "small"]]);
  await talk.agent.request(to.session.setConfigOption, { sessionId: talk.sessionId, configId: "model", value: "small" });
  await talk.says("Who are you?");
  const used = talk.updates.filter(({ update }) => update.sessionUpdate === "usage_update").at(-1).update;
  assert.ok(used.used > 0 && used.size > used.used, JSON.stringify(used));
  assert.deepEqual([used.cost.currency, used.cost.amount > 0], ["EUR", true]);
}

const work = (connect) => {
  const answer = {};
  return connect({ permission: (params) => answer.with(params) }, async (agent, connection) => {
    await agent.request(to.initialize, modern);
    const ids = [];
    const inSession = async (scenario) => {
      answer.with = () => assert.fail("the client was asked for a permission");
      const talk = await Talk.open(agent, connection);
      ids.push(talk.sessionId);
      await scenario(talk, answer);
    };
    for (const scenario of [subagents, hook, attachments, typedNames, resources, awaited, models, web, plan]) await inSession(scenario);

    // A client without forms: each option is a choice of the permission request.
    await inSession(async (talk) => {
      answer.with = byName("SQLite");
      await talk.says("Ask me.");
      assert.equal(talk.asked.length, 1);
      assert.equal(talk.said, "SQLite it is.");
    });
    await inSession(background);
    const { sessions } = await agent.request(to.session.list, {});
    assert.deepEqual(sessions.map(({ sessionId }) => sessionId).sort(), ids.sort(), "subagents are in the list, or sessions are not");
    await connection.end();
    await commandIsGone();
  });
};

const forms = (connect) => {
  const asked = [];
  const answer = (params) => {
    asked.push(params);
    const [choice] = params.requestedSchema.properties.answer.oneOf.filter(({ title }) => title.includes("SQLite"));
    return { action: "accept", content: { answer: choice.const } };
  };
  const permission = () => assert.fail("the client was asked for a permission");
  return connect({ permission, requests: { [methods.client.elicitation?.create ?? "elicitation/create"]: answer } }, async (agent, connection) => {
    await agent.request(to.initialize, withForms);
    const talk = await Talk.open(agent, connection);
    await talk.says("Ask me.");
    assert.equal(asked.length, 1);
    assert.match(asked[0].message, /Which database/);
    assert.equal(talk.said, "SQLite it is.");
  });
};

// What becomes of a session beside its turns, by our own methods where the protocol has none.
const sessions = (connect) => connect({ permission: () => assert.fail("the client was asked for a permission") }, async (agent, connection) => {
  const { agentCapabilities } = await agent.request(to.initialize, modern);
  assert.equal(agentCapabilities._meta.editoragent.history, 1);
  const history = (method, params) => agent.request(`_editoragent/sessions/${method}`, params);
  const listed = async () => (await agent.request(to.session.list, {})).sessions.map(({ sessionId }) => sessionId);
  const talk = await Talk.open(agent, connection);
  const { sessionId } = talk;
  await talk.says("Say one thing.");
  const { _meta } = await talk.says("Say another.");

  assert.equal((await history("rename", { sessionId, title: "Two things" })).title, "Two things");
  const found = (await history("search", { query: "another" })).sessions;
  assert.deepEqual(found.map((session) => [session.sessionId, session.title, session.turns]), [[sessionId, "Two things", 2]]);

  const fork = (await history("fork", { sessionId, turnId: _meta.editoragent.turnId })).sessionId;
  await agent.request(to.session.load, { sessionId: fork, cwd, mcpServers: [] });
  const copied = connection.updates.filter((told) => told.sessionId === fork && told.update.sessionUpdate === "user_message_chunk");
  assert.deepEqual(copied.map(({ update }) => update.content.text), ["Say one thing."]);
  assert.deepEqual((await listed()).sort(), [sessionId, fork].sort());

  const exported = await history("export", { sessionId, format: "markdown" });
  assert.match(exported.text, /Say one thing\.[^]*Still here\.[^]*Say another\./);
  assert.match(exported.suggestedName, /\.md$/);

  await history("archive", { sessionId, archived: true });
  assert.deepEqual(await listed(), [fork]);
  assert.equal((await history("search", { query: "another", archived: true })).sessions.length, 1);
  await talk.says("Say more.");
  assert.deepEqual((await listed()).sort(), [sessionId, fork].sort());
});

export const depth = { depth_work: work, depth_forms: forms, depth_sessions: sessions };
