// The conversations. What the model says in them is in tests/EditorAgent.EndToEnd.Tests/Clients/Conversations.cs; what they leave on the
// disk and at the model's end is checked there too.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { methods } from "@agentclientprotocol/sdk";
import { assertNothingAfterAnswer, assertQuietUntilAnswered, cancelled, choose, commandIsGone, commandRuns, cwd, green, kindsOf, modern, nobody, openSession, prompt, refused, said, selected, statesOf, text, to } from "./talk.mjs";

export const scenarios = {
  allow: (connect) => {
    let seen;
    return connect(choose("allow_once"), async (agent, connection) => {
      seen = connection;
      const known = await agent.request(to.initialize, modern);
      assert.equal(known.protocolVersion, 1);
      assert.equal(known.agentCapabilities.loadSession, true);
      const { sessionId, modes, configOptions } = await agent.request(to.session.new, { cwd, mcpServers: [] });
      assert.equal(modes.currentModeId, "ask");
      assert.deepEqual(configOptions.map(({ id }) => id), ["mode", "model"]);

      const { stopReason } = await prompt(agent, sessionId, green);

      assert.equal(stopReason, "end_turn");
      const [{ toolCall, options }] = connection.permissions;
      assert.equal(connection.permissions.length, 1);
      assert.deepEqual([options[0].kind, options.at(-1).kind], ["allow_once", "reject_always"]);
      const [diff] = toolCall.content.filter(({ type }) => type === "diff");
      assert.deepEqual([diff.path, diff.oldText, diff.newText], [join(cwd, "notes.txt"), "colour=red\n", "colour=green\n"]);
      assert.deepEqual(statesOf(connection, toolCall.toolCallId), ["pending", "in_progress", "completed"]);
      assert.equal(said(connection.updates), "Changed.");
      assertQuietUntilAnswered(connection, to.session.new);
    }).then(() => assertNothingAfterAnswer(seen, to.session.prompt));
  },

  allow_always: (connect) => connect(choose("allow_always"), async (agent, connection) => {
    const sessionId = await openSession(agent);
    assert.equal((await prompt(agent, sessionId, green)).stopReason, "end_turn");
    writeFileSync(join(cwd, "notes.txt"), "colour=red\n");
    assert.equal((await prompt(agent, sessionId, green)).stopReason, "end_turn");
    assert.equal(connection.permissions.length, 1);
  }),

  deny: (connect) => connect(choose("reject_once"), async (agent, connection) => {
    const sessionId = await openSession(agent);
    const { stopReason } = await prompt(agent, sessionId, green);
    assert.equal(stopReason, "end_turn");
    assert.equal(connection.permissions.length, 1);
    assert.deepEqual(statesOf(connection, connection.permissions[0].toolCall.toolCallId), ["pending", "failed"]);
    assert.equal(said(connection.updates), "I could not change it.");
  }),

  cancel_tool: (connect) => connect(choose("allow_once"), async (agent, connection) => {
    const sessionId = await openSession(agent);
    const turn = prompt(agent, sessionId, "Run it.");
    await commandRuns();

    const from = performance.now();
    await agent.notify(to.session.cancel, { sessionId });
    const { stopReason } = await turn;
    const cancelledAfter = Math.round(performance.now() - from);
    await commandIsGone();
    const goneAfter = Math.round(performance.now() - from);

    assert.equal(stopReason, "cancelled");
    assert.equal(statesOf(connection, connection.permissions[0].toolCall.toolCallId).at(-1), "failed");
    assert.equal((await prompt(agent, sessionId, "Say something.")).stopReason, "end_turn");
    assert.equal(said(connection.updates), "Still here.");
    return { cancelledAfter, goneAfter };
  }),

  // The client answers only when the turn is long over: it must not hold it.
  cancel_permission: (connect) => {
    let answer;
    const late = new Promise((resolve) => (answer = resolve));
    return connect({ permission: () => late }, async (agent, connection) => {
      const sessionId = await openSession(agent);
      const turn = prompt(agent, sessionId, green);
      await connection.until(() => connection.permissions.length === 1);
      const from = performance.now();
      await agent.notify(to.session.cancel, { sessionId });
      assert.equal((await turn).stopReason, "cancelled");
      const cancelledAfter = Math.round(performance.now() - from);
      answer(selected("allow_once"));
      assert.equal((await prompt(agent, sessionId, "Say something.")).stopReason, "end_turn");
      assert.equal(connection.permissions.length, 1);
      return { cancelledAfter };
    });
  },

  // As the specification asks of clients: cancel, then answer the open question with "cancelled".
  cancel_permission_answered: (connect) => {
    let answer;
    const late = new Promise((resolve) => (answer = resolve));
    return connect({ permission: () => late }, async (agent, connection) => {
      const sessionId = await openSession(agent);
      const turn = prompt(agent, sessionId, green);
      await connection.until(() => connection.permissions.length === 1);
      await agent.notify(to.session.cancel, { sessionId });
      answer(cancelled);
      assert.equal((await turn).stopReason, "cancelled");
    });
  },

  load: async (connect) => {
    const sessionId = await connect(choose("allow_once"), async (agent) => {
      const id = await openSession(agent);
      assert.equal((await prompt(agent, id, green)).stopReason, "end_turn");
      return id;
    });
    await connect(nobody, async (agent, connection) => {
      await agent.request(to.initialize, modern);
      const { modes } = await agent.request(to.session.load, { sessionId, cwd, mcpServers: [] });
      const replayed = connection.updates.slice();
      assert.equal(modes.currentModeId, "ask");
      assert.deepEqual(
        replayed.map(({ update }) => update.sessionUpdate).filter((kind) => kind.endsWith("_chunk") || kind === "tool_call"),
        ["user_message_chunk", "tool_call", "tool_call", "agent_message_chunk"],
      );
      assert.equal(replayed.find(({ update }) => update.sessionUpdate === "user_message_chunk").update.content.text, green);
      assert.equal(said(replayed), "Changed.");
      const edit = replayed.find(({ update }) => update.name === "edit").update;
      assert.equal(edit.content.find(({ type }) => type === "diff").newText, "colour=green\n");
      assert.equal(statesOf(connection, edit.toolCallId).at(-1), "completed");

      connection.updates.length = 0;
      assert.equal((await prompt(agent, sessionId, "Say something.")).stopReason, "end_turn");
      assert.equal(said(connection.updates), "Still here.");
    });
  },

  resume: async (connect) => {
    const sessionId = await connect(choose("allow_once"), async (agent) => {
      const id = await openSession(agent);
      await prompt(agent, id, green);
      return id;
    });
    await connect(nobody, async (agent, connection) => {
      await agent.request(to.initialize, modern);
      await agent.request(to.session.resume, { sessionId, cwd });
      assertQuietUntilAnswered(connection, to.session.resume);
      assert.equal((await prompt(agent, sessionId, "Say something.")).stopReason, "end_turn");
      const kinds = kindsOf(connection);
      assert.ok(!kinds.includes("user_message_chunk") && !kinds.includes("tool_call"), `replayed: ${kinds}`);
      assert.equal(said(connection.updates), "Still here.");
    });
  },

  list_close_delete: (connect) => connect(nobody, async (agent) => {
    const ids = [];
    for (const words of ["Say one thing.", "Say another."]) {
      const sessionId = ids.length === 0 ? await openSession(agent) : (await agent.request(to.session.new, { cwd, mcpServers: [] })).sessionId;
      await prompt(agent, sessionId, words);
      ids.unshift(sessionId);
    }

    const { sessions } = await agent.request(to.session.list, { cwd });
    assert.deepEqual(sessions.map((session) => session.sessionId), ids);
    assert.ok(sessions.every((session) => session.cwd === cwd && session.title && !Number.isNaN(Date.parse(session.updatedAt))));
    assert.deepEqual((await agent.request(to.session.list, { cwd: join(cwd, "elsewhere") })).sessions, []);

    await agent.request(to.session.close, { sessionId: ids[0] });
    await refused(-32002, prompt(agent, ids[0], "Say something."));
    assert.equal((await agent.request(to.session.list, {})).sessions.length, 2);

    await agent.request(to.session.delete, { sessionId: ids[0] });
    assert.deepEqual((await agent.request(to.session.list, {})).sessions.map((session) => session.sessionId), [ids[1]]);
    await refused(-32002, agent.request(to.session.load, { sessionId: ids[0], cwd, mcpServers: [] }));
    await agent.request(to.session.delete, { sessionId: ids[0] });
    assert.equal((await prompt(agent, ids[1], "Say something.")).stopReason, "end_turn");
  }),

  set_mode: (connect) => connect(nobody, async (agent, connection) => {
    const sessionId = await openSession(agent);
    await agent.request(to.session.setMode, { sessionId, modeId: "plan" });
    assert.equal((await prompt(agent, sessionId, green)).stopReason, "end_turn");
    assert.equal(said(connection.updates), "I could not change it.");
    assert.equal(readFileSync(join(cwd, "notes.txt"), "utf8"), "colour=red\n");

    connection.updates.length = 0;
    await agent.request(to.session.setMode, { sessionId, modeId: "yolo" });
    assert.equal((await prompt(agent, sessionId, green)).stopReason, "end_turn");
    assert.equal(said(connection.updates), "Changed.");
    await connection.until(() => connection.updates.some(({ update }) => update.currentModeId === "yolo"));
    await refused(-32602, agent.request(to.session.setMode, { sessionId, modeId: "reckless" }));
  }),

  set_config_option: (connect) => connect(choose("reject_once"), async (agent, connection) => {
    const sessionId = await openSession(agent);
    const values = (options) => Object.fromEntries(options.map(({ id, currentValue }) => [id, currentValue]));
    const set = (configId, value) => agent.request(to.session.setConfigOption, { sessionId, configId, value });

    const { configOptions } = await set("mode", "accept-edits");
    assert.deepEqual(values(configOptions), { mode: "accept-edits", model: "scripted" });
    assert.ok(configOptions.every(({ options }) => options.length > 0));
    assert.equal((await prompt(agent, sessionId, green)).stopReason, "end_turn");
    assert.equal(connection.permissions.length, 0);
    assert.deepEqual(values((await set("model", "scripted")).configOptions), { mode: "accept-edits", model: "scripted" });
    await refused(-32602, set("model", "no-such-model"));
    await refused(-32602, set("no-such-option", "x"));
    assert.deepEqual(values((await set("mode", "ask")).configOptions), { mode: "ask", model: "scripted" });
  }),

  client_fs: (connect) => {
    const file = join(cwd, "notes.txt");
    const buffers = new Map([[file, "unsaved\ncolour=red\n"]]);
    const calls = [];
    const handlers = {
      ...choose("allow_once"),
      requests: {
        [methods.client.fs.readTextFile]: ({ path }) => {
          calls.push(`read ${path}`);
          return { content: buffers.get(path) ?? readFileSync(path, "utf8") };
        },
        [methods.client.fs.writeTextFile]: ({ path, content }) => {
          calls.push(`write ${path}`);
          buffers.set(path, content);
          return {};
        },
      },
    };
    return connect(handlers, async (agent, connection) => {
      const clientCapabilities = { ...modern.clientCapabilities, fs: { readTextFile: true, writeTextFile: true } };
      const sessionId = await openSession(agent, { ...modern, clientCapabilities });
      assert.equal((await prompt(agent, sessionId, green)).stopReason, "end_turn");
      assert.equal(said(connection.updates), "Changed.");
      assert.equal(buffers.get(file), "unsaved\ncolour=green\n");
      assert.ok(calls.includes(`read ${file}`));
      assert.deepEqual(calls.filter((call) => call.startsWith("write")), [`write ${file}`]);
      assert.equal(readFileSync(file, "utf8"), "colour=red\n", "the disk belongs to the client");
    });
  },

  // The client shows the file but denies writing it: its word holds, though no permission was needed.
  client_fs_refused: (connect) => {
    const handlers = {
      ...nobody,
      requests: {
        [methods.client.fs.readTextFile]: ({ path }) => ({ content: readFileSync(path, "utf8") }),
        [methods.client.fs.writeTextFile]: () => assert.fail("writing is denied"),
      },
    };
    return connect(handlers, async (agent, connection) => {
      const clientCapabilities = { ...modern.clientCapabilities, fs: { readTextFile: true, writeTextFile: true } };
      const sessionId = await openSession(agent, { ...modern, clientCapabilities });
      await agent.request(to.session.setMode, { sessionId, modeId: "accept-edits" });
      assert.equal((await prompt(agent, sessionId, green)).stopReason, "end_turn");
      assert.equal(said(connection.updates), "I could not change it.");
    });
  },

  errors: (connect) => connect(nobody, async (agent) => {
    await refused(-32600, agent.request(to.session.new, { cwd, mcpServers: [] }));
    const sessionId = await openSession(agent);
    const stranger = "20200101-000000000-aaaaaaaa";
    await refused(-32002, prompt(agent, stranger, "Hello?"));
    await refused(-32002, agent.request(to.session.load, { sessionId: stranger, cwd, mcpServers: [] }));
    await refused(-32002, agent.request(to.session.resume, { sessionId: "../../etc/passwd", cwd }));
    // Also refused with -32002, which the SDK takes for what the client wants.
    await agent.request(to.session.close, { sessionId: stranger });
    await refused(-32002, agent.request(to.session.setMode, { sessionId: stranger, modeId: "ask" }));
    await refused(-32002, agent.request("_editoragent/session/undo_turn", { sessionId: stranger }));
    await refused(-32601, agent.request("_stranger/method", {}));
    await refused(-32602, agent.request(to.session.new, { cwd: "relative/path", mcpServers: [] }));
    await refused(-32602, agent.request(to.authenticate, { methodId: "no-such-method" }));
    await agent.notify("_stranger/notification", {});
    await agent.notify(to.session.cancel, { sessionId: stranger });
    assert.equal((await prompt(agent, sessionId, "Say something.")).stopReason, "end_turn");
  }),

  no_model: (connect) => connect(nobody, async (agent) => {
    const { authMethods } = await agent.request(to.initialize, modern);
    assert.equal(authMethods.length, 1);
    const error = await refused(-32000, agent.request(to.session.new, { cwd, mcpServers: [] }));
    assert.match(error.message, /MOONSHOT_API_KEY|config\.toml/);
    await refused(-32000, agent.request(to.authenticate, { methodId: authMethods[0].id }));
    assert.deepEqual((await agent.request(to.session.list, {})).sessions, []);
  }),

  // The words reach the running turn while it waits for the permission, so the model hears them with the tool's result.
  steer: (connect) => {
    let answer;
    const allowed = new Promise((resolve) => (answer = resolve));
    return connect({ permission: () => allowed }, async (agent, connection) => {
      const { agentCapabilities } = await agent.request(to.initialize, modern);
      assert.equal(agentCapabilities._meta.editoragent.steer, 1);
      const { sessionId } = await agent.request(to.session.new, { cwd, mcpServers: [] });
      const steer = (words) => agent.request("_editoragent/session/steer", { sessionId, prompt: text(words) });
      await refused(-32600, steer("Nobody is listening."));
      const turn = prompt(agent, sessionId, green);
      await connection.until(() => connection.permissions.length === 1);
      await steer("Make it dark green.");
      answer(selected("allow_once"));
      assert.equal((await turn).stopReason, "end_turn");
      assert.equal(said(connection.updates), "Dark, then.");
    });
  },

  undo_turn: (connect) => connect(choose("allow_once"), async (agent) => {
    const file = join(cwd, "notes.txt");
    const sessionId = await openSession(agent);
    const undo = (params) => agent.request("_editoragent/session/undo_turn", { sessionId, ...params });
    const { _meta } = await prompt(agent, sessionId, green);
    assert.equal(readFileSync(file, "utf8"), "colour=green\n");
    const { undoTurnId, ...undone } = await undo({ turnId: _meta.editoragent.turnId });
    assert.deepEqual(undone, { restored: [file], conflicts: [] });
    assert.equal(readFileSync(file, "utf8"), "colour=red\n");
    assert.deepEqual((await undo({ turnId: undoTurnId })).restored, [file]);
    assert.equal(readFileSync(file, "utf8"), "colour=green\n", "an undo can be taken back");
    await refused(-32602, undo({ turnId: "no-such-turn" }));

    writeFileSync(file, "colour=red\n");
    await prompt(agent, sessionId, green);
    writeFileSync(file, "colour=mine\n");
    assert.deepEqual(await undo({}), { restored: [], conflicts: [file] });
    assert.equal(readFileSync(file, "utf8"), "colour=mine\n");
  }),

  undo_command: (connect) => connect(choose("allow_once"), async (agent, connection) => {
    const sessionId = await openSession(agent);
    await prompt(agent, sessionId, green);
    await connection.until(() => kindsOf(connection).includes("available_commands_update"));
    const { availableCommands } = connection.updates.find(({ update }) => update.availableCommands).update;
    assert.ok(availableCommands.some((command) => command.name === "undo"));
    assert.equal((await prompt(agent, sessionId, "/undo")).stopReason, "end_turn");
    assert.equal(readFileSync(join(cwd, "notes.txt"), "utf8"), "colour=red\n");
  }),

  compact_command: (connect) => connect(choose("allow_once"), async (agent, connection) => {
    writeFileSync(join(cwd, "notes.txt"), `colour=red\n${"# a line of no importance\n".repeat(200)}`);
    const sessionId = await openSession(agent);
    await prompt(agent, sessionId, green);
    const [before] = connection.updates.filter(({ update }) => update.sessionUpdate === "usage_update").slice(-1);
    assert.equal((await prompt(agent, sessionId, "/compact the colour")).stopReason, "end_turn");
    assert.match(said(connection.updates), /Summarised: about \d/);
    assert.ok(connection.updates.some(({ update }) => update.sessionUpdate === "notice" && /^The conversation was summarised: /.test(update.title)));
    const [after] = connection.updates.filter(({ update }) => update.sessionUpdate === "usage_update").slice(-1);
    assert.notDeepEqual(after, before);
    assert.equal((await prompt(agent, sessionId, "Now make it dark.")).stopReason, "end_turn");
    assert.match(said(connection.updates), /Dark, then\.$/);
  }),

  // The user's command and the trusted workspace's skill: offered with their origin, typed, and handed out to the model.
  guidance: (connect) => connect(nobody, async (agent, connection) => {
    const sessionId = await openSession(agent);
    const offered = () => connection.updates.findLast(({ update }) => update.availableCommands)?.update.availableCommands ?? [];
    await connection.until(() => offered().some(({ name }) => name === "deploy"));
    const ship = offered().find(({ name }) => name === "ship");
    assert.deepEqual([ship.description, ship.input.hint], ["Ship it (you)", "version"]);
    assert.equal(offered().find(({ name }) => name === "deploy").description, "Deploys (workspace)");

    assert.equal((await prompt(agent, sessionId, "/ship 1.2")).stopReason, "end_turn");
    const before = connection.updates.length;
    assert.equal((await prompt(agent, sessionId, "/help")).stopReason, "end_turn");
    assert.ok(said(connection.updates.slice(before)).includes("`/ship`"));

    assert.equal((await prompt(agent, sessionId, "Use the skill for prod.")).stopReason, "end_turn");
    const call = connection.updates.find(({ update }) => update.sessionUpdate === "tool_call").update;
    assert.equal(call.title, "Use the skill deploy (of the workspace)");
    assert.equal(statesOf(connection, call.toolCallId).at(-1), "completed");
    assert.ok(said(connection.updates).endsWith("Deployed."));
  }),

  bare_client: (connect) => connect(choose("allow_once"), async (agent, connection) => {
    const sessionId = await openSession(agent, { protocolVersion: 1 });
    assert.equal((await prompt(agent, sessionId, green)).stopReason, "end_turn");
    assert.equal(said(connection.updates), "Changed.");
    const asked = connection.frames.filter(({ from, frame }) => from === "agent" && frame.method && "id" in frame).map(({ frame }) => frame.method);
    assert.deepEqual(asked, ["session/request_permission"]);
    assert.ok(!kindsOf(connection).some((kind) => kind === "notice" || kind.startsWith("compaction")));
  }),

  // The client closes its end in the middle of a tool: the process goes, and what the tool started goes with it.
  end_mid_tool: (connect) => connect(choose("allow_once"), async (agent, connection) => {
    const sessionId = await openSession(agent);
    const turn = prompt(agent, sessionId, "Run it.").catch(() => "the connection is closed");
    await commandRuns();
    const from = performance.now();
    await connection.end();
    await commandIsGone();
    const goneAfter = Math.round(performance.now() - from);
    await turn;
    return { goneAfter };
  }),
};
