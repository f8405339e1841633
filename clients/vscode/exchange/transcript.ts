import type { AvailableCommand, ContentBlock, PlanEntry, SessionConfigOption, SessionUpdate, ToolCallContent, ToolCallLocation, ToolCallStatus, ToolKind } from "./protocol";

/** What can be seen of a session: items in order, and what stands beside them. Made only by {@link Transcript.apply}. */
export type Item = UserItem | AgentItem | ThoughtItem | ToolItem | NoticeItem;

export interface UserItem {
  readonly kind: "user";
  readonly key: string;
  readonly parts: readonly ContentBlock[];
  /** The turn it began; known once the sidecar has said so. */
  readonly turnId?: string;
  /** Not yet read by the model: waits for the running turn to end, or for its next step. */
  readonly waits?: "queue" | "steer";
}

export interface AgentItem {
  readonly kind: "agent";
  readonly key: string;
  readonly text: string;
}

export interface ThoughtItem {
  readonly kind: "thought";
  readonly key: string;
  readonly text: string;
  /** When its first and its last piece came, in milliseconds since the epoch. */
  readonly startedAt?: number;
  readonly endedAt?: number;
}

export interface ToolItem {
  readonly kind: "tool";
  readonly key: string;
  readonly toolCallId: string;
  readonly title: string;
  readonly name?: string;
  readonly toolKind: ToolKind;
  readonly status: ToolCallStatus;
  readonly content: readonly ToolCallContent[];
  readonly locations: readonly ToolCallLocation[];
  readonly rawInput?: unknown;
  /** Milliseconds since the epoch, by the clock of who applied the event. */
  readonly startedAt?: number;
  readonly endedAt?: number;
  /** As the sidecar measured it, without the time that the user took to answer. */
  readonly durationMs?: number;
  /** Who decided that the call may run or not, in one line. */
  readonly decision?: Decision;
  /** Of a tool of an MCP server: the server's name, and the tool's own. */
  readonly server?: string;
  readonly tool?: string;
  /** Of a call that gave a task to a subagent. */
  readonly subagent?: SubagentNote;
  /** Of a call that ran tests. */
  readonly tests?: TestCounts;
  readonly question?: Question;
}

export interface SubagentNote {
  readonly sessionId: string;
  readonly profile: string;
  readonly steps: number;
  readonly tokens: number;
}

export interface TestCounts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export interface Decision {
  readonly by: string;
  readonly text: string;
  readonly isAllowed?: boolean;
}

export interface NoticeItem {
  readonly kind: "notice";
  readonly key: string;
  readonly severity: "info" | "warning" | "error";
  readonly title: string;
  readonly description?: string;
}

/** A question to the user about a tool call. */
export interface Question {
  /** Names the question for as long as the session lives. */
  readonly id: string;
  readonly options: readonly { readonly optionId: string; readonly name: string; readonly kind: string }[];
  /** Canonical lines: why it is asked, the tool, how it would run. */
  readonly content: readonly ToolCallContent[];
  readonly editableArguments: readonly string[];
  readonly rawInput?: unknown;
  /** No answer is taken before this much time has passed since it was drawn. */
  readonly armAfterMs: number;
  /** Absent while it is open. */
  readonly answer?: Answer;
}

export type Answer =
  | { readonly outcome: "selected"; readonly optionId: string; readonly feedback?: string }
  | { readonly outcome: "withdrawn" }
  | { readonly outcome: "lost" };

export type TurnState = "idle" | "running" | "cancelling";

export type TranscriptEvent =
  | { readonly type: "update"; readonly update: SessionUpdate; readonly at: number }
  | { readonly type: "said"; readonly key: string; readonly parts: readonly ContentBlock[]; readonly waits?: "queue" | "steer" }
  | { readonly type: "read"; readonly key: string }
  /** The message of the user began this turn. */
  | { readonly type: "began"; readonly key: string; readonly turnId: string }
  | { readonly type: "unsaid"; readonly key: string }
  | { readonly type: "asked"; readonly toolCallId: string; readonly title?: string; readonly question: Question }
  | { readonly type: "answered"; readonly id: string; readonly answer: Answer }
  | { readonly type: "turn"; readonly state: TurnState }
  | { readonly type: "lost" };

export interface Usage {
  readonly used: number;
  readonly size: number;
  readonly cost?: { readonly amount: number; readonly currency: string };
}

export interface Snapshot {
  readonly sequence: number;
  readonly items: readonly Item[];
  readonly plan: readonly PlanEntry[];
  readonly commands: readonly AvailableCommand[];
  readonly options: readonly SessionConfigOption[];
  readonly modeId?: string;
  readonly title?: string;
  readonly usage?: Usage;
  readonly turn: TurnState;
}

const empty: Snapshot = { sequence: 0, items: [], plan: [], commands: [], options: [], turn: "idle" };

/**
 * Folds what the sidecar says into what is shown. The extension host and the webview run the same fold over the same events, so that
 * a snapshot and the events behind it always give the same picture. No clock, no DOM, no editor.
 */
export class Transcript {
  private state: Snapshot;
  private readonly items: Item[];
  private readonly places = new Map<string, number>();

  constructor(snapshot: Snapshot = empty) {
    this.items = [...snapshot.items];
    this.items.forEach((item, place) => this.places.set(item.key, place));
    this.state = { ...snapshot, items: this.items };
  }

  get snapshot(): Snapshot {
    return this.state;
  }

  get openQuestions(): readonly ToolItem[] {
    return this.items.filter((item): item is ToolItem => item.kind === "tool" && item.question !== undefined && item.question.answer === undefined);
  }

  /** Takes an event in. Returns the keys of the items that are new or other than before. */
  apply(event: TranscriptEvent): readonly string[] {
    this.state = { ...this.state, sequence: this.state.sequence + 1 };
    switch (event.type) {
      case "update":
        return this.update(event.update, event.at);
      case "said":
        return this.put({ kind: "user", key: event.key, parts: event.parts, ...(event.waits === undefined ? {} : { waits: event.waits }) });
      case "read":
        return this.read(event.key);
      case "began":
        return this.begin(event.key, event.turnId);
      case "unsaid":
        return this.unsay(event.key);
      case "asked":
        return this.ask(event.toolCallId, event.title, event.question);
      case "answered":
        return this.answer((item) => item.question?.id === event.id, event.answer);
      case "turn":
        this.state = { ...this.state, turn: event.state };
        return event.state === "idle" ? this.answer(() => true, { outcome: "withdrawn" }) : [];
      case "lost":
        this.state = { ...this.state, turn: "idle" };
        return [...this.answer(() => true, { outcome: "lost" }), ...this.failRunning()];
    }
  }

  private update(update: SessionUpdate, at: number): readonly string[] {
    switch (update.sessionUpdate) {
      case "user_message_chunk":
        return this.appendUser(update.content, update.messageId, ours(update._meta));
      case "agent_message_chunk":
        return this.appendText("agent", update.content, update.messageId, at);
      case "agent_thought_chunk":
        return this.appendText("thought", update.content, update.messageId, at);
      case "tool_call":
      case "tool_call_update":
        return this.tool(update, at);
      case "plan":
        this.state = { ...this.state, plan: update.entries };
        return [];
      case "available_commands_update":
        this.state = { ...this.state, commands: update.availableCommands };
        return [];
      case "current_mode_update":
        this.state = { ...this.state, modeId: update.currentModeId };
        return [];
      case "config_option_update":
        this.state = { ...this.state, options: update.configOptions };
        return [];
      case "session_info_update":
        this.state = update.title === undefined ? this.state : { ...this.state, title: update.title };
        return [];
      case "usage_update":
        this.state = { ...this.state, usage: { used: update.used, size: update.size, ...(update.cost === undefined ? {} : { cost: update.cost }) } };
        return [];
      case "notice":
        return this.put({
          kind: "notice",
          key: `notice_${this.state.sequence}`,
          severity: update.severity === "error" || update.severity === "warning" ? update.severity : "info",
          title: update.title,
          ...(update.description === undefined ? {} : { description: update.description }),
        });
      default:
        return [];
    }
  }

  private put(item: Item): readonly string[] {
    const place = this.places.get(item.key);
    if (place === undefined) {
      this.places.set(item.key, this.items.push(item) - 1);
    } else {
      this.items[place] = item;
    }

    return [item.key];
  }

  private find(key: string): Item | undefined {
    const place = this.places.get(key);
    return place === undefined ? undefined : this.items[place];
  }

  private appendUser(content: ContentBlock, messageId: string | undefined, details: Record<string, unknown>): readonly string[] {
    const last = this.items.at(-1);
    const key = messageId ?? (last?.kind === "user" ? last.key : `user_${this.state.sequence}`);
    const known = this.find(key);
    const turnId = typeof details.turnId === "string" ? details.turnId : known?.kind === "user" ? known.turnId : undefined;
    return this.put({ kind: "user", key, parts: known?.kind === "user" ? [...known.parts, content] : [content], ...(turnId === undefined ? {} : { turnId }) });
  }

  private appendText(kind: "agent" | "thought", content: ContentBlock, messageId: string | undefined, at: number): readonly string[] {
    const text = content.type === "text" ? content.text : `[${content.type}]`;
    const last = this.items.at(-1);
    const key = messageId === undefined ? (last?.kind === kind ? last.key : `${kind}_${this.state.sequence}`) : `${kind}_${messageId}`;
    const known = this.find(key);
    const whole = known?.kind === kind ? known.text + text : text;
    return kind === "agent"
      ? this.put({ kind, key, text: whole })
      : this.put({ kind, key, text: whole, startedAt: known?.kind === kind ? (known.startedAt ?? at) : at, endedAt: at });
  }

  private tool(update: Extract<SessionUpdate, { sessionUpdate: "tool_call" | "tool_call_update" }>, at: number): readonly string[] {
    const key = `tool_${update.toolCallId}`;
    const known = this.find(key);
    const before: ToolItem = known?.kind === "tool" ? known : blankTool(update.toolCallId);
    const status = update.status ?? before.status;
    const ended = status === "completed" || status === "failed";
    return this.put({
      ...before,
      ...pick(update, "name", "rawInput"),
      title: update.title ?? before.title,
      toolKind: update.kind ?? before.toolKind,
      content: update.content ?? before.content,
      locations: update.locations ?? before.locations,
      status,
      ...toolDetails(update._meta),
      ...testCounts(update.rawOutput),
      ...(before.startedAt === undefined && status !== "pending" ? { startedAt: at } : {}),
      ...(before.endedAt === undefined && ended ? { endedAt: at } : {}),
    });
  }

  private ask(toolCallId: string, title: string | undefined, question: Question): readonly string[] {
    const known = this.find(`tool_${toolCallId}`);
    const before: ToolItem = known?.kind === "tool" ? known : { ...blankTool(toolCallId), title: title ?? toolCallId };
    return this.put({ ...before, question });
  }

  private answer(isMeant: (item: ToolItem) => boolean, answer: Answer): readonly string[] {
    return this.openQuestions.filter(isMeant).flatMap((item) => this.put({ ...item, question: { ...(item.question as Question), answer } }));
  }

  private failRunning(): readonly string[] {
    return this.items
      .filter((item): item is ToolItem => item.kind === "tool" && (item.status === "pending" || item.status === "in_progress"))
      .flatMap((item) => this.put({ ...item, status: "failed" }));
  }

  private read(key: string): readonly string[] {
    const item = this.find(key);
    if (item?.kind !== "user") {
      return [];
    }

    const { waits: _, ...said } = item;
    return this.put(said);
  }

  private begin(key: string, turnId: string): readonly string[] {
    const item = this.find(key);
    return item?.kind === "user" ? this.put({ ...item, turnId }) : [];
  }

  private unsay(key: string): readonly string[] {
    const place = this.places.get(key);
    if (place === undefined) {
      return [];
    }

    this.items.splice(place, 1);
    this.places.clear();
    this.items.forEach((item, at) => this.places.set(item.key, at));
    return [key];
  }
}

function blankTool(toolCallId: string): ToolItem {
  return { kind: "tool", key: `tool_${toolCallId}`, toolCallId, title: toolCallId, toolKind: "other", status: "pending", content: [], locations: [] };
}

function pick<T extends object, K extends keyof T>(from: T, ...names: K[]): Partial<Pick<T, K>> {
  return Object.fromEntries(names.filter((name) => from[name] !== undefined).map((name) => [name, from[name]])) as Partial<Pick<T, K>>;
}

function ours(meta: Record<string, unknown> | undefined): Record<string, unknown> {
  const value = meta?.editoragent;
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

/** What `_meta.editoragent` of a tool call says; what has another shape is not taken. */
function toolDetails(meta: Record<string, unknown> | undefined): Partial<Pick<ToolItem, "decision" | "durationMs" | "server" | "subagent" | "tool">> {
  const { decision, durationMs, server, subagent, tool } = ours(meta);
  const { by, text, isAllowed } = typeof decision === "object" && decision !== null ? (decision as Record<string, unknown>) : {};
  return {
    ...(typeof by === "string" && typeof text === "string" ? { decision: { by, text, ...(typeof isAllowed === "boolean" ? { isAllowed } : {}) } } : {}),
    ...(typeof durationMs === "number" ? { durationMs } : {}),
    ...(typeof server === "string" ? { server } : {}),
    ...(typeof tool === "string" ? { tool } : {}),
    ...subagentNote(subagent),
  };
}

function subagentNote(subagent: unknown): Pick<ToolItem, "subagent"> {
  const { sessionId, profile, steps, tokens } = typeof subagent === "object" && subagent !== null ? (subagent as Record<string, unknown>) : {};
  return typeof sessionId === "string" && typeof profile === "string" && typeof steps === "number" && typeof tokens === "number" ? { subagent: { sessionId, profile, steps, tokens } } : {};
}

function testCounts(rawOutput: unknown): Pick<ToolItem, "tests"> {
  const { passed, failed, skipped } = typeof rawOutput === "object" && rawOutput !== null ? (rawOutput as Record<string, unknown>) : {};
  return typeof passed === "number" && typeof failed === "number" && typeof skipped === "number" ? { tests: { passed, failed, skipped } } : {};
}
