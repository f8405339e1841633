// Checks recorded ACP frames against the schema that the official SDK ships.
//
//   node validate-frames.mjs transcript.jsonl ...
//
// A transcript holds one line a frame, in the order seen by the client: {"from":"client"|"agent","frame":{...}}.
// "deliberate":true on a line marks a frame that a test sends broken on purpose: it is correlated, but not checked.
// Every bad frame costs one line of output, and exit code 1.
import { readFileSync } from "node:fs";
import Ajv2020 from "ajv/dist/2020.js";

const schema = JSON.parse(readFileSync(new URL("node_modules/@agentclientprotocol/sdk/schema/v1/schema.json", import.meta.url), "utf8"));
const ajv = new Ajv2020.default({ strict: false, validateFormats: false, allErrors: true });
ajv.addSchema(schema, "acp");

// Methods that left the schema but are still spoken by clients in use: checked by shape only.
const legacy = new Set(["session/set_model"]);
const rootMembers = new Set(["jsonrpc", "id", "method", "params", "result", "error"]);
const turnUpdates = new Set(["agent_message_chunk", "agent_thought_chunk", "tool_call", "tool_call_update", "plan"]);
const sessionOpeners = new Set(["session/load", "session/resume"]);

const definitions = new Map();
for (const [name, definition] of Object.entries(schema.$defs)) {
  if (!definition["x-method"]) continue;
  const part = name.endsWith("Response") ? "result" : name.endsWith("Notification") ? "notification" : "request";
  definitions.set(`${definition["x-side"]} ${definition["x-method"]} ${part}`, name);
}

const definitionOf = (servedBy, method, part) => definitions.get(`${servedBy} ${method} ${part}`) ?? definitions.get(`protocol ${method} ${part}`);
const other = (side) => (side === "client" ? "agent" : "client");
const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const keyOf = (id) => `${typeof id}:${id}`;

function schemaFaults(name, value) {
  const validate = ajv.getSchema(`acp#/$defs/${name}`);
  if (validate(value)) return [];
  // A union fails with the errors of all its branches: the deepest ones are nearest to the fault.
  const deepestFirst = validate.errors.toSorted((a, b) => b.instancePath.split("/").length - a.instancePath.split("/").length);
  const words = deepestFirst.map((error) => {
    const detail = error.params?.allowedValue ?? error.params?.allowedValues?.join("|");
    return `${error.instancePath || "/"} ${error.message}${detail === undefined ? "" : ` (${detail})`}`;
  });
  return [`${name}: ${[...new Set(words)].slice(0, 4).join("; ")} in ${JSON.stringify(value).slice(0, 200)}`];
}

class Conversation {
  pending = { client: new Map(), agent: new Map() };
  knownSessions = new Set();

  check(from, frame, deliberate) {
    if (!isObject(frame)) return deliberate ? [] : ["a frame is an object"];
    const faults = [];
    if (frame.jsonrpc !== "2.0") faults.push('"jsonrpc" is not "2.0"');
    for (const member of Object.keys(frame)) if (!rootMembers.has(member)) faults.push(`root member "${member}" is not JSON-RPC`);
    faults.push(...(typeof frame.method === "string" ? this.call(from, frame, deliberate) : this.answer(from, frame)));
    return deliberate ? [] : faults;
  }

  call(from, frame, deliberate) {
    const isRequest = "id" in frame;
    if (isRequest) this.pending[from].set(keyOf(frame.id), { method: frame.method, params: frame.params, deliberate });
    if (sessionOpeners.has(frame.method)) this.knownSessions.add(frame.params?.sessionId);
    if ("result" in frame || "error" in frame) return ["a call carries a result or an error"];
    if ("params" in frame && !isObject(frame.params)) return [`${frame.method}: params are not an object`];
    if (frame.method.startsWith("_") || legacy.has(frame.method)) return [];

    const name = definitionOf(other(from), frame.method, isRequest ? "request" : "notification");
    if (!name) return [`the ${other(from)} serves no ${isRequest ? "request" : "notification"} "${frame.method}"`];
    return [...schemaFaults(name, frame.params ?? {}), ...(frame.method === "session/update" ? this.order(frame.params) : [])];
  }

  order(params) {
    const id = params?.sessionId;
    const kind = params?.update?.sessionUpdate;
    if (!this.knownSessions.has(id)) return [`order: an update of session "${id}" before the client could know the session`];
    const busy = [...this.pending.client.values()].some((request) => request.params?.sessionId === id);
    return turnUpdates.has(kind) && !busy ? [`order: "${kind}" with no request of session "${id}" open`] : [];
  }

  answer(from, frame) {
    if (("result" in frame) === ("error" in frame)) return ["neither a call nor an answer with exactly one of result and error"];
    // Only a line that could not be read has no id to answer to.
    if (frame.id === null) return "error" in frame ? schemaFaults("Error", frame.error) : ["a result without an id"];

    const asked = this.pending[other(from)];
    const request = asked.get(keyOf(frame.id));
    if (!request) return [`answers the request ${JSON.stringify(frame.id)}, which is not open`];
    asked.delete(keyOf(frame.id));
    if ("error" in frame) return schemaFaults("Error", frame.error);
    if (request.method === "session/new") this.knownSessions.add(frame.result?.sessionId);
    if (!isObject(frame.result)) return [`${request.method}: the result is not an object`];
    const name = definitionOf(from, request.method, "result");
    return name ? schemaFaults(name, frame.result) : [];
  }
}

let count = 0;
let bad = 0;
for (const path of process.argv.slice(2)) {
  const conversation = new Conversation();
  const lines = readFileSync(path, "utf8").split("\n");
  for (const [index, line] of lines.entries()) {
    if (line.trim() === "") continue;
    count++;
    const { from, frame, deliberate } = JSON.parse(line);
    for (const fault of conversation.check(from, frame, deliberate === true)) {
      bad++;
      console.log(`${path}:${index + 1}: ${from}: ${fault}`);
    }
  }
}

if (count === 0) {
  console.log("no frames: an empty transcript proves nothing");
  process.exitCode = 1;
} else if (bad > 0) {
  process.exitCode = 1;
} else {
  console.log(`${count} frames valid`);
}
