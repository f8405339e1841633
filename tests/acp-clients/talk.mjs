// What the conversations with the official SDK's client have in common.
import assert from "node:assert/strict";
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { methods } from "@agentclientprotocol/sdk";

export const { agent: to } = methods;
export const cwd = process.cwd();
export const modern = {
  protocolVersion: 1,
  clientInfo: { name: "acp-clients", title: "The clients of the tests", version: "1.0.0" },
  clientCapabilities: { fs: { readTextFile: false, writeTextFile: false }, terminal: false, session: { notices: {} } },
};

export const text = (words) => [{ type: "text", text: words }];
export const selected = (optionId) => ({ outcome: { outcome: "selected", optionId } });
export const cancelled = { outcome: { outcome: "cancelled" } };
export const choose = (kind) => ({ permission: ({ options }) => selected(options.find((option) => option.kind === kind).optionId) });
export const nobody = { permission: () => assert.fail("the client was asked for a permission") };

export const kindsOf = (connection) => connection.updates.map(({ update }) => update.sessionUpdate);
export const said = (updates) => updates.filter(({ update }) => update.sessionUpdate === "agent_message_chunk").map(({ update }) => update.content.text).join("");
export const statesOf = (connection, toolCallId) => connection.updates.filter(({ update }) => update.toolCallId === toolCallId && update.status).map(({ update }) => update.status);
// The names of the living processes of the command of "Run it.". Inside a sandbox a process knows itself by another number than here;
// its arguments and its folder are the same on both sides.
export function processesOfTheCommand() {
  return readdirSync("/proc").flatMap((id) => {
    try {
      const isOfTheCommand = readFileSync(`/proc/${id}/cmdline`, "utf8").replaceAll("\0", " ").includes("sleep 60419");
      if (!isOfTheCommand || readlinkSync(`/proc/${id}/cwd`) !== cwd) return [];
      // A zombie has ended all the same.
      const [, name, state] = readFileSync(`/proc/${id}/stat`, "utf8").match(/\((.*)\) (.)/s);
      return state === "Z" ? [] : [name];
    } catch {
      return [];
    }
  });
}

export async function openSession(agent, initialize = modern) {
  await agent.request(to.initialize, initialize);
  return (await agent.request(to.session.new, { cwd, mcpServers: [] })).sessionId;
}

export const prompt = (agent, sessionId, words) => agent.request(to.session.prompt, { sessionId, prompt: text(words) });

export async function refused(code, request) {
  const error = await request.then((result) => assert.fail(`answered ${JSON.stringify(result)}`), (reason) => reason);
  assert.equal(error.code, code, `${error.code} ${error.message}`);
  assert.ok(error.message.length > 10 && !error.message.includes("\n"), `no clear line: ${error.message}`);
  return error;
}

// What the agent sends from session/new on, up to and without its answer.
export function assertQuietUntilAnswered(connection, method) {
  const asked = connection.frames.findIndex(({ frame }) => frame.method === method);
  const answered = connection.frames.findIndex(({ from, frame }) => from === "agent" && frame.id === connection.frames[asked].frame.id && !frame.method);
  assert.deepEqual(connection.frames.slice(asked + 1, answered).filter(({ from }) => from === "agent"), []);
}

export function assertNothingAfterAnswer(connection, method) {
  const asked = connection.frames.findLast(({ frame }) => frame.method === method).frame.id;
  const answered = connection.frames.findIndex(({ from, frame }) => from === "agent" && frame.id === asked && !frame.method);
  assert.deepEqual(connection.frames.slice(answered + 1).filter(({ from }) => from === "agent"), []);
}

export const soon = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

export async function commandRuns() {
  for (let names = []; !(names.includes("bash") && names.includes("sleep")); names = processesOfTheCommand()) await soon(20);
}

export async function commandIsGone() {
  while (processesOfTheCommand().length > 0) await soon(5);
}

export const green = "Make it green.";
