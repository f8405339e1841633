import type { AnswerApprovalParams, PendingApproval, RequestPermissionParams, RequestPermissionResult } from "../../exchange/protocol";
import type { Question } from "../../exchange/transcript";

/** A question as the sidecar names it. */
interface Reference {
  readonly requestId?: string;
  readonly shownHash?: string;
  readonly editableArguments?: readonly string[];
  readonly armAfterMs?: number;
}

interface Open {
  readonly question: Question;
  readonly askedAt: number;
  readonly reference: Reference;
  readonly resolve?: (result: RequestPermissionResult) => void;
  readonly resting?: PendingApproval;
}

export interface Reply {
  readonly questionId: string;
  readonly optionId: string;
  readonly feedback?: string;
  readonly arguments?: Record<string, unknown>;
}

/** What became of a reply. */
export type Taken =
  | { readonly taken: "no" }
  /** The sidecar waits for it, and goes on. */
  | { readonly taken: "answered" }
  /** The turn of the question had ended with its process; this takes it up again. */
  | { readonly taken: "resume"; readonly params: Omit<AnswerApprovalParams, "sessionId"> };

const defaultArmMs = 300;

/**
 * The open questions of a session. They live here, in the extension host: a panel that is closed or loaded anew neither answers nor loses
 * one. A reply counts once, only for a question that is open, only with an option that was offered, and not before the arming delay.
 */
export class Questions {
  private readonly open = new Map<string, Open>();
  private counter = 0;

  constructor(private readonly now: () => number) {}

  get size(): number {
    return this.open.size;
  }

  has(id: string): boolean {
    return this.open.has(id);
  }

  get isOneResting(): boolean {
    return [...this.open.values()].some((open) => open.resting !== undefined);
  }

  ask(params: RequestPermissionParams): { readonly question: Question; readonly result: Promise<RequestPermissionResult> } {
    const reference = (params._meta?.["editoragent"] ?? {}) as Reference;
    const question: Question = {
      id: reference.requestId ?? `question_${++this.counter}`,
      options: params.options.map(({ optionId, name, kind }) => ({ optionId, name, kind })),
      content: params.toolCall.content ?? [],
      editableArguments: reference.editableArguments ?? [],
      ...(params.toolCall.rawInput === undefined ? {} : { rawInput: params.toolCall.rawInput }),
      armAfterMs: reference.armAfterMs ?? defaultArmMs,
    };
    const result = new Promise<RequestPermissionResult>((resolve) => this.open.set(question.id, { question, askedAt: this.now(), reference, resolve }));
    return { question, result };
  }

  /** A question that outlived its process. The options are those of the sidecar's own rules. */
  rest(pending: PendingApproval): Question {
    const question: Question = {
      id: pending.requestId,
      options: [
        { optionId: "allow_once", name: "Allow once", kind: "allow_once" },
        ...pending.grants.flatMap((grant, i) => [
          { optionId: `allow_session_${i}`, name: `Allow ${grant} for this session`, kind: "allow_always" },
          { optionId: `allow_always_${i}`, name: `Always allow ${grant} in this workspace`, kind: "allow_always" },
        ]),
        { optionId: "reject_once", name: "Reject", kind: "reject_once" },
      ],
      content: [...(pending.command === undefined ? [] : [pending.command]), pending.lines.join("\n")].map((text) => ({ type: "content", content: { type: "text", text: fenced(text) } })),
      editableArguments: pending.editableArguments,
      armAfterMs: defaultArmMs,
    };
    this.open.set(question.id, { question, askedAt: this.now(), reference: { requestId: pending.requestId, shownHash: pending.shownHash }, resting: pending });
    return question;
  }

  reply(reply: Reply): Taken {
    const open = this.open.get(reply.questionId);
    if (open === undefined || this.now() - open.askedAt < open.question.armAfterMs || !open.question.options.some(({ optionId }) => optionId === reply.optionId)) {
      return { taken: "no" };
    }

    this.open.delete(reply.questionId);
    if (open.resting !== undefined) {
      return { taken: "resume", params: resumption(open.resting, reply) };
    }

    const { requestId, shownHash } = open.reference;
    const details = {
      ...(requestId === undefined ? {} : { requestId }),
      ...(shownHash === undefined ? {} : { shownHash }),
      ...(reply.feedback === undefined || reply.feedback === "" ? {} : { feedback: reply.feedback }),
      ...(reply.arguments === undefined ? {} : { arguments: reply.arguments }),
    };
    open.resolve?.({ outcome: { outcome: "selected", optionId: reply.optionId, _meta: { editoragent: details } } });
    return { taken: "answered" };
  }

  /** Answers one with "cancelled", or forgets it where nobody waits. */
  withdraw(id: string): boolean {
    const open = this.open.get(id);
    this.open.delete(id);
    open?.resolve?.({ outcome: { outcome: "cancelled" } });
    return open !== undefined;
  }

  withdrawAll(): readonly string[] {
    const ids = [...this.open.keys()];
    ids.forEach((id) => this.withdraw(id));
    return ids;
  }
}

function resumption(pending: PendingApproval, reply: Reply): Omit<AnswerApprovalParams, "sessionId"> {
  const [, duration, place] = /^allow_(session|always)_(\d+)$/.exec(reply.optionId) ?? [];
  const grant = place === undefined ? undefined : pending.grants[Number(place)];
  const outcome = reply.optionId === "allow_once" ? "allow_once" : duration === "session" ? "allow_session" : duration === "always" ? "allow_always" : "reject";
  return {
    requestId: pending.requestId,
    shownHash: pending.shownHash,
    outcome,
    ...(grant === undefined ? {} : { grant }),
    ...(outcome !== "reject" || reply.feedback === undefined || reply.feedback === "" ? {} : { feedback: reply.feedback }),
    ...(outcome !== "allow_once" || reply.arguments === undefined ? {} : { arguments: reply.arguments }),
  };
}

/** The lines are canonical and stand as they are: nothing in them is Markdown. */
function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}\n${text}\n${fence}`;
}
