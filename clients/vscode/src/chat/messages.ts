import type { Attachment, FromPanel, PanelCommand } from "../../exchange/bridge";

type Fields = Record<string, unknown>;
type Check = (value: unknown) => boolean;

const most = { id: 200, text: 2_000_000, path: 4_096, query: 1_000, attachments: 100, block: 20_000_000 } as const;

const text = (length: number): Check => (value) => typeof value === "string" && value.length <= length;
const id: Check = (value) => typeof value === "string" && value.length > 0 && value.length <= most.id;
const oneOf = (...allowed: readonly string[]): Check => (value) => typeof value === "string" && allowed.includes(value);
const flag: Check = (value) => typeof value === "boolean";
const count: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
const record: Check = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const optional = (check: Check): Check => (value) => value === undefined || check(value);

const commands: Record<PanelCommand, true> = {
  "editoragent.setKey": true,
  "editoragent.useLocalModel": true,
  "editoragent.openSettings": true,
  "editoragent.restart": true,
  "editoragent.showLog": true,
  "editoragent.mcp.focus": true,
  "editoragent.openWalkthrough": true,
  "workbench.trust.manage": true,
};

export const panelCommands: readonly string[] = Object.keys(commands);

const block: Check = (value) => {
  const { type, data, text: words, uri, name, mimeType, resource } = (record(value) ? value : {}) as Fields;
  switch (type) {
    case "text":
      return text(most.text)(words);
    case "image":
      return text(most.block)(data) && typeof mimeType === "string" && /^image\/(png|jpeg|gif|webp)$/.test(mimeType);
    case "resource_link":
      return text(most.path)(uri) && text(most.path)(name);
    case "resource":
      return record(resource) && text(most.path)((resource as Fields)["uri"]) && optional(text(most.text))((resource as Fields)["text"]);
    default:
      return false;
  }
};

const attachment: Check = (value) =>
  record(value) && fits(value as Fields, {
    id,
    kind: oneOf("file", "folder", "symbol", "selection", "problem", "image", "resource"),
    label: text(most.path),
    detail: optional(text(most.path)),
    block,
  } satisfies Record<keyof Attachment, Check>);

const attachments: Check = (value) => Array.isArray(value) && value.length <= most.attachments && value.every(attachment);

const shapes: { readonly [T in FromPanel["type"]]: Readonly<Record<string, Check>> } = {
  ready: {},
  prompt: { key: id, text: text(most.text), attachments, when: oneOf("now", "queue", "steer") },
  unqueue: { key: id },
  stop: {},
  answer: { questionId: id, optionId: id, feedback: optional(text(most.text)), arguments: optional(record) },
  submitForm: { formId: id, action: oneOf("accept", "decline", "cancel"), content: optional(record) },
  setOption: { configId: id, value: (value) => typeof value === "boolean" || id(value) },
  setMode: { modeId: id },
  openLink: { href: text(most.path) },
  openLocation: { path: text(most.path), line: optional(count) },
  openDiff: { toolCallId: id, path: text(most.path) },
  openSubagent: { toolCallId: id },
  copy: { text: text(most.text) },
  review: { action: oneOf("open", "keep", "undo"), path: optional(text(most.path)) },
  restore: { turnId: id },
  undoRestore: { turnId: id },
  newSession: {},
  openSession: { sessionId: id },
  forkSession: { sessionId: id, turnId: optional(id) },
  exportSession: { sessionId: id },
  renameSession: { sessionId: id, title: text(most.query) },
  deleteSession: { sessionId: id },
  archiveSession: { sessionId: id, isArchived: flag },
  searchSessions: { request: count, query: text(most.query), isArchived: flag },
  mentions: { request: count, query: text(most.query) },
  attach: { what: oneOf("file", "image", "selection", "problems") },
  listGrants: { request: count },
  revokeGrant: { grantId: id },
  run: { command: oneOf(...panelCommands) },
};

/** A message of the panel's document, if it is one. The document is not believed: every member is of the right kind and of a sane size, or nothing is. */
export function parseFromPanel(message: unknown): FromPanel | undefined {
  if (!record(message)) {
    return undefined;
  }

  const fields = message as Fields;
  const type = fields["type"];
  if (typeof type !== "string" || !Object.hasOwn(shapes, type)) {
    return undefined;
  }

  return fits(fields, { ...shapes[type as FromPanel["type"]], type: id }) ? (message as FromPanel) : undefined;
}

function fits(fields: Fields, shape: Readonly<Record<string, Check>>): boolean {
  return Object.keys(fields).every((name) => Object.hasOwn(shape, name) || fields[name] === undefined) && Object.entries(shape).every(([name, check]) => check(fields[name]));
}
