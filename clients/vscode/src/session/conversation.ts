import { codeOf, ErrorCodes, messageOf, type Agent, type AgentCalls } from "../doors/agent";
import { isServed } from "../doors/gates";
import type { ContentBlock, CreateElicitationParams, CreateElicitationResult, LoadSessionResult, RequestPermissionParams, RequestPermissionResult, SessionUpdate, StopReason, TurnReference } from "../../exchange/protocol";
import { Transcript, type TranscriptEvent } from "../../exchange/transcript";
import { Emitter } from "./emitter";
import { Forms } from "./forms";
import { Questions, type Reply } from "./questions";
import { PromptQueue, type QueuedPrompt } from "./queue";

export type Standing =
  | { readonly state: "none" | "opening" | "open" }
  | { readonly state: "noModel" | "failed"; readonly reason: string };

export interface Mode {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
}

/** What a conversation needs of the workspace. */
export interface Place {
  /** Undefined when no folder is open. */
  readonly directories: () => readonly string[];
  readonly lastSession: () => string | undefined;
  readonly remember: (sessionId: string | undefined) => void;
  readonly now: () => number;
}

interface Turn {
  isCancelled: boolean;
  /** Of the message that began it, where the message was said here. */
  readonly key: string | undefined;
  /** How many items there were before it. */
  readonly from: number;
}

interface TurnResult {
  readonly stopReason?: StopReason;
  readonly _meta?: Record<string, unknown>;
}

const noFolder = "Open a folder first: EditorAgent works on the files of a folder. Nothing was started.";

/** The one session that the window shows, over all lives of the sidecar. Holds what is not answered yet; decides nothing. */
export class Conversation {
  readonly happened = new Emitter<{ readonly event: TranscriptEvent; readonly sequence: number }>();
  /** The transcript is another than before. */
  readonly replaced = new Emitter<void>();
  /** Anything beside the transcript. */
  readonly changed = new Emitter<void>();
  readonly asked = new Emitter<{ readonly questionId: string; readonly title: string }>();
  readonly turnEnded = new Emitter<{ readonly stopReason: StopReason | undefined }>();
  readonly forms = new Forms();
  readonly questions: Questions;
  private readonly queue = new PromptQueue();
  private transcriptNow = new Transcript();
  private incoming: { readonly sessionId: string; readonly transcript: Transcript } | undefined;
  /** What came for a session before the answer that names it was taken in. */
  private early: { readonly sessionId: string; readonly update: SessionUpdate; readonly at: number }[] | undefined;
  private agent: Agent | undefined;
  private id: string | undefined;
  private standingNow: Standing = { state: "none" };
  private turn: Turn | undefined;
  private steered: { readonly prompt: QueuedPrompt; readonly behind: string | undefined }[] = [];
  private lastMessageId: string | undefined;
  private opening: Promise<void> = Promise.resolve();
  modes: readonly Mode[] = [];

  constructor(private readonly place: Place) {
    this.questions = new Questions(place.now);
  }

  get transcript(): Transcript {
    return this.transcriptNow;
  }

  get sessionId(): string | undefined {
    return this.standingNow.state === "open" ? this.id : undefined;
  }

  get standing(): Standing {
    return this.standingNow;
  }

  get isRunning(): boolean {
    return this.turn !== undefined;
  }

  get agentNow(): Agent | undefined {
    return this.agent;
  }

  /** A new life of the sidecar: the session that was shown, or was last shown in this workspace, comes back. */
  attach(agent: Agent): Promise<void> {
    this.agent = agent;
    return this.inOrder(() => this.openLast());
  }

  /** The sidecar is gone. What was open is not allowed; what was queued waits for the user. */
  detach(): void {
    this.agent = undefined;
    this.turn = undefined;
    this.steered = [];
    this.queue.hold();
    this.questions.withdrawAll();
    this.forms.cancelAll();
    this.apply({ type: "lost" });
    this.stand({ state: "none" });
  }

  /** Resolves when a session is open, or cannot be. */
  async ready(): Promise<void> {
    await this.opening;
  }

  newSession(): Promise<void> {
    this.queue.clear();
    return this.inOrder(() => this.create());
  }

  openSession(sessionId: string): Promise<void> {
    this.queue.clear();
    return this.inOrder(async () => {
      if (!(await this.load(sessionId))) {
        this.notice("warning", "This session is gone; it was deleted meanwhile. The one that is shown stays.");
      }
    });
  }

  /** After a key was given, say. A turn that runs goes on with what it began with. */
  retry(): Promise<void> {
    return this.isRunning ? Promise.resolve() : this.inOrder(() => this.openLast());
  }

  update(sessionId: string, update: SessionUpdate): void {
    const at = this.place.now();
    if (this.incoming?.sessionId === sessionId) {
      this.incoming.transcript.apply({ type: "update", update, at });
      return;
    }

    if (sessionId !== this.id) {
      this.early?.push({ sessionId, update, at });
      return;
    }

    if (update.sessionUpdate === "agent_message_chunk" || update.sessionUpdate === "agent_thought_chunk") {
      this.readSteered(update.messageId);
    }

    this.apply({ type: "update", update, at });
  }

  async permission(params: RequestPermissionParams, withdrawn: AbortSignal): Promise<RequestPermissionResult> {
    if (params.sessionId !== this.id || withdrawn.aborted) {
      return { outcome: { outcome: "cancelled" } };
    }

    const { question, result } = this.questions.ask(params);
    const agent = this.agent;
    // A connection that breaks withdraws nothing: the question may rest, and is told as lost until it is known.
    withdrawn.addEventListener("abort", () => setImmediate(() => agent?.isClosed === false && this.withdraw(question.id)), { once: true });
    const title = params.toolCall.title;
    this.apply({ type: "asked", toolCallId: params.toolCall.toolCallId, ...(title === undefined ? {} : { title }), question });
    this.changed.fire();
    this.asked.fire({ questionId: question.id, title: title ?? "a tool call" });
    return result;
  }

  async elicit(params: CreateElicitationParams, withdrawn: AbortSignal): Promise<CreateElicitationResult> {
    const answered = this.forms.ask(params, withdrawn);
    this.changed.fire();
    this.asked.fire({ questionId: "", title: params.message });
    const result = await answered;
    this.changed.fire();
    return result;
  }

  answerForm(formId: string, result: CreateElicitationResult): void {
    if (this.forms.answer(formId, result)) {
      this.changed.fire();
    }
  }

  prompt(prompt: QueuedPrompt, when: "now" | "queue" | "steer"): void {
    this.queue.release();
    if (!this.isRunning && this.sessionId !== undefined) {
      this.begin(prompt);
      return;
    }

    if (when === "steer" && this.isRunning && this.isServed("_editoragent/session/steer")) {
      void this.steer(prompt);
      return;
    }

    this.queue.add(prompt);
    this.apply({ type: "said", key: prompt.key, parts: prompt.parts, waits: "queue" });
  }

  unqueue(key: string): void {
    if (this.queue.remove(key)) {
      this.apply({ type: "unsaid", key });
    }
  }

  /** Ends the running turn. What the user queued behind it waits until the user says something again. */
  stop(): void {
    if (this.turn === undefined || this.id === undefined) {
      return;
    }

    this.turn.isCancelled = true;
    this.queue.hold();
    this.apply({ type: "turn", state: "cancelling" });
    this.agent?.tell("session/cancel", { sessionId: this.id });
    this.questions.withdrawAll().forEach((id) => this.apply({ type: "answered", id, answer: { outcome: "withdrawn" } }));
    this.forms.cancelAll();
    this.changed.fire();
  }

  answer(reply: Reply): void {
    const taken = this.questions.reply(reply);
    if (taken.taken === "no") {
      return;
    }

    const feedback = reply.feedback === undefined || reply.feedback === "" ? {} : { feedback: reply.feedback };
    const answered: TranscriptEvent = { type: "answered", id: reply.questionId, answer: { outcome: "selected", optionId: reply.optionId, ...feedback } };
    this.apply(answered);
    this.changed.fire();
    if (taken.taken === "resume") {
      this.run((agent, sessionId) => agent.call("_editoragent/approvals/answer", { sessionId, ...taken.params }));
    }
  }

  async setMode(modeId: string): Promise<void> {
    await this.ask("session/set_mode", (sessionId) => ({ sessionId, modeId }));
  }

  async setOption(configId: string, value: string | boolean): Promise<void> {
    const known = this.transcript.snapshot.options.find(({ id }) => id === configId);
    const typed = known?.type === "boolean" || typeof value === "boolean" ? { type: "boolean", value } : { value };
    const result = await this.ask("session/set_config_option", (sessionId) => ({ sessionId, configId, ...typed }) as AgentCalls["session/set_config_option"]["params"]);
    if (result !== undefined) {
      this.apply({ type: "update", update: { sessionUpdate: "config_option_update", configOptions: result.configOptions }, at: this.place.now() });
    }
  }

  /** A call about the session that is open; what fails is shown in the transcript. */
  async ask<M extends keyof AgentCalls>(method: M, params: (sessionId: string) => AgentCalls[M]["params"]): Promise<AgentCalls[M]["result"] | undefined> {
    const sessionId = this.sessionId;
    if (this.agent === undefined || sessionId === undefined) {
      return undefined;
    }

    try {
      return await this.agent.call(method, params(sessionId));
    } catch (error) {
      this.tellFailure(error);
      return undefined;
    }
  }

  isServed(method: string): boolean {
    return this.agent !== undefined && isServed(this.agent.extensions, method);
  }

  notice(severity: "info" | "warning" | "error", title: string, description?: string): void {
    this.apply({ type: "update", update: { sessionUpdate: "notice", severity, title, ...(description === undefined ? {} : { description }) }, at: this.place.now() });
  }

  private tellFailure(error: unknown): void {
    if (this.agent !== undefined && codeOf(error) !== ErrorCodes.cancelled) {
      this.notice("error", messageOf(error));
    }
  }

  private begin(prompt: QueuedPrompt): void {
    for (const id of this.questions.withdrawAll()) {
      this.apply({ type: "answered", id, answer: { outcome: "withdrawn" } });
    }

    const { key, parts, action } = prompt;
    if (action !== undefined) {
      this.run((agent, sessionId) => agent.call("_editoragent/code_action", { sessionId, ...action }));
      return;
    }

    this.apply({ type: "said", key, parts });
    this.run((agent, sessionId) => agent.call("session/prompt", { sessionId, prompt: [...parts] }), key);
  }

  private run(begin: (agent: Agent, sessionId: string) => Promise<TurnResult>, key?: string): void {
    const { agent, sessionId } = this;
    if (agent === undefined || sessionId === undefined) {
      return;
    }

    const turn: Turn = { isCancelled: false, key, from: this.transcriptNow.snapshot.items.length };
    this.turn = turn;
    this.apply({ type: "turn", state: "running" });
    this.changed.fire();
    void begin(agent, sessionId).then(
      (result) => {
        this.tellTurn(turn, result);
        this.end(turn, result.stopReason);
      },
      (error: unknown) => {
        // When the connection broke, the news about the process follows and ends the turn.
        if (!agent.isClosed) {
          this.end(turn, undefined, error);
        }
      },
    );
  }

  private end(turn: Turn, stopReason: StopReason | undefined, error?: unknown): void {
    if (this.turn !== turn) {
      return;
    }

    this.turn = undefined;
    this.readSteered(undefined);
    if (error !== undefined) {
      this.tellFailure(error);
    } else if (stopReason !== undefined && stopReason in unusual) {
      this.notice("warning", unusual[stopReason as keyof typeof unusual]);
    }

    if (turn.isCancelled && this.queue.prompts.length > 0) {
      this.notice("info", "What you queued waits. It goes out behind your next prompt; take it back if it is no longer wanted.");
    }

    this.questions.withdrawAll();
    this.apply({ type: "turn", state: "idle" });
    this.changed.fire();
    this.turnEnded.fire({ stopReason });
    this.sendNext();
  }

  /** Ties the message to the turn that the sidecar made of it. Of a code action the sidecar itself said the message, first of all. */
  private tellTurn(turn: Turn, { _meta }: TurnResult): void {
    const turnId = (_meta?.["editoragent"] as Partial<TurnReference> | undefined)?.turnId;
    const key = turn.key ?? this.transcriptNow.snapshot.items.slice(turn.from).find(({ kind }) => kind === "user")?.key;
    if (this.turn === turn && typeof turnId === "string" && key !== undefined) {
      this.apply({ type: "began", key, turnId });
    }
  }

  private sendNext(): void {
    if (this.isRunning || this.sessionId === undefined || this.questions.isOneResting) {
      return;
    }

    const next = this.queue.takeNext();
    if (next !== undefined) {
      this.apply({ type: "unsaid", key: next.key });
      this.begin(next);
    }
  }

  private async steer(prompt: QueuedPrompt): Promise<void> {
    const steered = { prompt, behind: this.lastMessageId };
    this.apply({ type: "said", key: prompt.key, parts: prompt.parts, waits: "steer" });
    this.steered.push(steered);
    try {
      await this.agent?.call("_editoragent/session/steer", { sessionId: this.id ?? "", prompt: [...prompt.parts] });
    } catch {
      // The turn had ended meanwhile: it is the next prompt then.
      this.steered = this.steered.filter((other) => other !== steered);
      this.queue.addFirst(prompt);
      this.apply({ type: "unsaid", key: prompt.key });
      this.apply({ type: "said", key: prompt.key, parts: prompt.parts, waits: "queue" });
      this.sendNext();
    }
  }

  /** A new answer, or the end of the turn, comes after the model read what was said to it. */
  private readSteered(messageId: string | undefined): void {
    const read = this.steered.filter(({ behind }) => messageId === undefined || behind !== messageId);
    this.steered = this.steered.filter((steered) => !read.includes(steered));
    this.lastMessageId = messageId;
    read.forEach(({ prompt }) => this.moveToEnd(prompt));
  }

  private moveToEnd(prompt: QueuedPrompt): void {
    this.apply({ type: "unsaid", key: prompt.key });
    this.apply({ type: "said", key: prompt.key, parts: prompt.parts });
  }

  private withdraw(id: string): void {
    if (this.questions.withdraw(id)) {
      this.apply({ type: "answered", id, answer: { outcome: "withdrawn" } });
      this.changed.fire();
    }
  }

  private inOrder(work: () => Promise<void>): Promise<void> {
    this.opening = this.opening.then(work).catch((error: unknown) => this.stand({ state: "failed", reason: messageOf(error) }));
    return this.opening;
  }

  private async openLast(): Promise<void> {
    const last = this.id ?? this.place.lastSession();
    if (last === undefined || !(await this.load(last))) {
      await this.create();
    }
  }

  private async create(): Promise<void> {
    this.early = [];
    try {
      const opened = await this.open((agent, directories) => agent.call("session/new", { ...directories, mcpServers: [] }));
      if (opened !== undefined) {
        this.take(opened.sessionId, new Transcript(), opened);
        this.place.remember(opened.sessionId);
        this.early.filter(({ sessionId }) => sessionId === opened.sessionId).forEach(({ update, at }) => this.apply({ type: "update", update, at }));
        this.sendNext();
      }
    } finally {
      this.early = undefined;
    }
  }

  /** False when there is no such session. */
  private async load(sessionId: string): Promise<boolean> {
    const incoming = { sessionId, transcript: new Transcript() };
    this.incoming = incoming;
    try {
      const opened = await this.open((agent, directories) => agent.call("session/load", { sessionId, ...directories, mcpServers: [] }));
      this.incoming = undefined;
      if (opened !== undefined) {
        this.take(sessionId, incoming.transcript, opened);
        this.place.remember(sessionId);
        await this.askResting();
        this.sendNext();
      }

      return true;
    } catch (error) {
      if (codeOf(error) === ErrorCodes.notFound) {
        return false;
      }

      throw error;
    } finally {
      this.incoming = undefined;
    }
  }

  private async open<T>(call: (agent: Agent, directories: { cwd: string; additionalDirectories?: string[] }) => Promise<T>): Promise<T | undefined> {
    const agent = this.agent;
    const [cwd, ...others] = this.place.directories();
    if (agent === undefined) {
      return undefined;
    }

    if (cwd === undefined) {
      this.stand({ state: "failed", reason: noFolder });
      return undefined;
    }

    const before = this.standingNow;
    this.stand({ state: "opening" });
    try {
      return await call(agent, { cwd, ...(others.length === 0 ? {} : { additionalDirectories: others }) });
    } catch (error) {
      if (this.agent !== agent) {
        return undefined;
      }

      if (codeOf(error) === ErrorCodes.authenticationRequired) {
        this.stand({ state: "noModel", reason: messageOf(error) });
        return undefined;
      }

      this.stand(before.state === "open" ? before : { state: "none" });
      throw error;
    }
  }

  private take(sessionId: string, transcript: Transcript, opened: LoadSessionResult): void {
    this.id = sessionId;
    this.turn = undefined;
    this.steered = [];
    this.questions.withdrawAll();
    this.transcriptNow = transcript;
    this.modes = opened.modes?.availableModes.map(({ id, name, description }) => ({ id, name, ...(description === undefined ? {} : { description }) })) ?? [];
    const at = this.place.now();
    if (opened.modes !== undefined) {
      transcript.apply({ type: "update", update: { sessionUpdate: "current_mode_update", currentModeId: opened.modes.currentModeId }, at });
    }

    if (opened.configOptions !== undefined) {
      transcript.apply({ type: "update", update: { sessionUpdate: "config_option_update", configOptions: opened.configOptions }, at });
    }

    for (const { key, parts } of this.queue.prompts) {
      transcript.apply({ type: "said", key, parts, waits: "queue" });
    }

    this.standingNow = { state: "open" };
    this.replaced.fire();
    this.changed.fire();
  }

  private async askResting(): Promise<void> {
    if (!this.isServed("_editoragent/approvals/list")) {
      return;
    }

    const listed = await this.ask("_editoragent/approvals/list", (sessionId) => ({ sessionId }));
    for (const pending of listed?.pending.filter(({ isResting }) => isResting === true) ?? []) {
      const question = this.questions.rest(pending);
      this.apply({ type: "asked", toolCallId: pending.toolCallId, title: pending.title, question });
      this.asked.fire({ questionId: question.id, title: pending.title });
    }

    this.changed.fire();
  }

  private stand(standing: Standing): void {
    this.standingNow = standing;
    this.changed.fire();
  }

  private apply(event: TranscriptEvent): void {
    this.transcriptNow.apply(event);
    this.happened.fire({ event, sequence: this.transcriptNow.snapshot.sequence });
  }
}

const unusual = {
  max_tokens: "The answer was cut: the model reached its limit of tokens. Say \"go on\" to continue.",
  max_turn_requests: "The turn reached its limit of requests to the model. Say \"go on\" to continue.",
  refusal: "The model refused to go on. Nothing of this turn is sent to it again.",
} satisfies Partial<Record<StopReason, string>>;

/** The parts of a prompt: the text, then what was attached. */
export function partsOf(text: string, attachments: readonly { readonly block: ContentBlock }[]): readonly ContentBlock[] {
  return [...(text === "" ? [] : [{ type: "text", text } as const]), ...attachments.map(({ block }) => block)];
}
