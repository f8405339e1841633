// Holds the server's frames against the protocol library: its list of methods with their directions, and its guards of LSP's types.
import rpc from "vscode-languageserver-protocol/node.js";

const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const { Command, CodeAction, CodeLens, WorkspaceEdit } = rpc;
const fromServer = new Set(Object.values(rpc)
  .filter((item) => isObject(item?.type) && item.messageDirection !== "clientToServer" && typeof item.type.method === "string")
  .map((item) => item.type.method));
fromServer.add("$/progress");

const isText = (value) => typeof value === "string";
const isList = (value, is) => value === null || (Array.isArray(value) && value.every((item) => is(item)));
const isMessage = (params) => Number.isInteger(params.type) && params.type >= 1 && params.type <= 4 && isText(params.message);
const isTitled = (item) => isObject(item) && isText(item.title);
const isToken = (token) => isText(token) || Number.isInteger(token);

const params = {
  "workspace/applyEdit": (value) => WorkspaceEdit.is(value.edit) && (value.label === undefined || isText(value.label)),
  "workspace/codeLens/refresh": (value) => value === undefined || value === null,
  "window/showMessage": isMessage,
  "window/logMessage": isMessage,
  "window/showMessageRequest": (value) => isMessage(value) && value.actions.every(isTitled) && new Set(value.actions.map(({ title }) => title)).size === value.actions.length,
  "window/workDoneProgress/create": (value) => isToken(value.token),
  "$/progress": ({ token, value }) => isToken(token) && {
    begin: () => isText(value.title) && (value.cancellable === undefined || typeof value.cancellable === "boolean"),
    report: () => true,
    end: () => true,
  }[value.kind]() && (value.message === undefined || isText(value.message)),
};

const results = {
  initialize: ({ capabilities, serverInfo }) => isObject(capabilities) && isText(serverInfo.name),
  shutdown: (value) => value === null,
  "textDocument/codeAction": (value) => isList(value, (item) => CodeAction.is(item) || Command.is(item)),
  "textDocument/codeLens": (value) => isList(value, CodeLens.is),
  "codeLens/resolve": (value) => CodeLens.is(value) && Command.is(value.command),
  "workspace/executeCommand": () => true,
};

function faultOf(frame, asked) {
  if (frame.jsonrpc !== "2.0") return "no JSON-RPC 2.0";
  if (frame.method !== undefined) {
    if (!fromServer.has(frame.method)) return "no method that a server sends";
    return params[frame.method]?.(frame.params) ? null : "params are not as LSP wants them";
  }

  const method = asked.get(frame.id);
  if (method === undefined) return "an answer to nothing";
  if (frame.error !== undefined) return Number.isInteger(frame.error.code) && isText(frame.error.message) && frame.result === undefined ? null : "no error";
  return frame.result !== undefined && results[method](frame.result) ? null : `no result of ${method}`;
}

export function faultsOfFrames(frames) {
  const asked = new Map(frames.filter(({ from, frame }) => from === "client" && frame.method && frame.id !== undefined).map(({ frame }) => [frame.id, frame.method]));
  return frames
    .filter(({ from }) => from === "server")
    .map(({ frame }) => ({ fault: faultOf(frame, asked), frame }))
    .filter(({ fault }) => fault)
    .map(({ fault, frame }) => `${fault}: ${JSON.stringify(frame)}`);
}
