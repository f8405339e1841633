import { describe, expect, it } from "vitest";
import type { PendingApproval, RequestPermissionParams } from "../../exchange/protocol";
import { Forms } from "../../src/session/forms";
import { Questions } from "../../src/session/questions";
import { PromptQueue } from "../../src/session/queue";

const prompt = (key: string) => ({ key, parts: [] });

describe("the queue", () => {
  it("gives what was said in order, without what was taken back", () => {
    const queue = new PromptQueue();
    ["a", "b", "c"].forEach((key) => queue.add(prompt(key)));
    expect([queue.remove("b"), queue.remove("b")]).toEqual([true, false]);
    expect([queue.takeNext()?.key, queue.takeNext()?.key, queue.takeNext()]).toEqual(["a", "c", undefined]);
  });

  it("gives nothing while it is held", () => {
    const queue = new PromptQueue();
    queue.add(prompt("a"));
    queue.hold();
    expect(queue.takeNext()).toBeUndefined();
    queue.release();
    expect(queue.takeNext()?.key).toBe("a");
  });

  it("lets in front what was meant for the turn before", () => {
    const queue = new PromptQueue();
    queue.add(prompt("a"));
    queue.addFirst(prompt("b"));
    expect(queue.prompts.map(({ key }) => key)).toEqual(["b", "a"]);
  });
});

const asked = (over: object = {}): RequestPermissionParams => ({
  sessionId: "s",
  toolCall: { toolCallId: "t", rawInput: { command: "ls" } },
  options: [{ optionId: "allow_once", name: "Allow once", kind: "allow_once" }, { optionId: "reject_once", name: "Reject", kind: "reject_once" }],
  _meta: { editoragent: { requestId: "r1", shownHash: "h1", editableArguments: ["command"], armAfterMs: 300, ...over } },
});

const resting: PendingApproval = { requestId: "r2", shownHash: "h2", toolCallId: "t", title: "Run", command: "make", lines: ["Why asked: no rule"], grants: ["shell(make)", "shell(make *)"], editableArguments: [], isResting: true };

class Clock {
  now = 1_000;
  readonly read = (): number => this.now;
}

describe("the open questions", () => {
  it("answer with what was chosen, once, and name the question", async () => {
    const clock = new Clock();
    const questions = new Questions(clock.read);
    const { question, result } = questions.ask(asked());
    clock.now += 300;
    expect(questions.reply({ questionId: question.id, optionId: "allow_once", arguments: { command: "ls -l" } })).toEqual({ taken: "answered" });
    expect(questions.reply({ questionId: question.id, optionId: "reject_once" })).toEqual({ taken: "no" });
    expect(await result).toEqual({ outcome: { outcome: "selected", optionId: "allow_once", _meta: { editoragent: { requestId: "r1", shownHash: "h1", arguments: { command: "ls -l" } } } } });
  });

  it("take nothing before the arming delay, no option that was not offered, and no other question's", () => {
    const clock = new Clock();
    const questions = new Questions(clock.read);
    const { question } = questions.ask(asked());
    clock.now += 299;
    expect(questions.reply({ questionId: question.id, optionId: "allow_once" }).taken).toBe("no");
    clock.now += 1;
    expect(questions.reply({ questionId: question.id, optionId: "allow_always_0" }).taken).toBe("no");
    expect(questions.reply({ questionId: "r9", optionId: "allow_once" }).taken).toBe("no");
    expect(questions.size).toBe(1);
  });

  it("are all answered with cancelled when the user stops", async () => {
    const questions = new Questions(() => 0);
    const first = questions.ask(asked()).result;
    const second = questions.ask(asked({ requestId: "r3" })).result;
    expect(questions.withdrawAll()).toEqual(["r1", "r3"]);
    expect(await Promise.all([first, second])).toEqual([{ outcome: { outcome: "cancelled" } }, { outcome: { outcome: "cancelled" } }]);
  });

  it("get names of their own from a sidecar that gives none", () => {
    const questions = new Questions(() => 0);
    const { _meta, ...plain } = asked();
    expect([questions.ask(plain).question.id, questions.ask(plain).question.id]).toEqual(["question_1", "question_2"]);
    expect(questions.ask(plain).question.armAfterMs).toBe(300);
  });

  it.each([
    ["allow_once", { outcome: "allow_once" }],
    ["allow_session_1", { outcome: "allow_session", grant: "shell(make *)" }],
    ["allow_always_0", { outcome: "allow_always", grant: "shell(make)" }],
    ["reject_once", { outcome: "reject", feedback: "No." }],
  ])("take a turn up again with %s", (optionId, answer) => {
    const clock = new Clock();
    const questions = new Questions(clock.read);
    const question = questions.rest(resting);
    expect(questions.isOneResting).toBe(true);
    clock.now += 300;
    expect(questions.reply({ questionId: question.id, optionId, feedback: "No." })).toEqual({ taken: "resume", params: { requestId: "r2", shownHash: "h2", ...answer } });
    expect(questions.isOneResting).toBe(false);
  });

  it("show of one that rests what it showed before", () => {
    const question = new Questions(() => 0).rest(resting);
    expect(question.options.map(({ optionId }) => optionId)).toEqual(["allow_once", "allow_session_0", "allow_always_0", "allow_session_1", "allow_always_1", "reject_once"]);
    expect(JSON.stringify(question.content)).toContain("make");
    expect(JSON.stringify(question.content)).toContain("Why asked: no rule");
  });
});

describe("the text of a question that rests", () => {
  it("stays text, whatever backticks are in it", () => {
    const [command] = new Questions(() => 0).rest({ ...resting, command: "echo ```\n# No heading" }).content;
    expect(command).toEqual({ type: "content", content: { type: "text", text: "````\necho ```\n# No heading\n````" } });
  });
});

describe("the forms of servers", () => {
  const form = { mode: "form", message: "Which?", requestedSchema: { type: "object", properties: {} } } as const;

  it("are answered once, by their name", async () => {
    const forms = new Forms();
    const answered = forms.ask(form, new AbortController().signal);
    const [open] = forms.list;
    expect(forms.answer(open?.formId ?? "", { action: "accept", content: { a: 1 } })).toBe(true);
    expect(forms.answer(open?.formId ?? "", { action: "decline" })).toBe(false);
    expect(await answered).toEqual({ action: "accept", content: { a: 1 } });
  });

  it("are cancelled when they are withdrawn", async () => {
    const forms = new Forms();
    const abort = new AbortController();
    const answered = forms.ask(form, abort.signal);
    abort.abort();
    expect(await answered).toEqual({ action: "cancel" });
    expect(forms.list).toEqual([]);
  });

  it("are found by the server's own name when they lead to an address", () => {
    const forms = new Forms();
    void forms.ask({ mode: "url", message: "Log in", elicitationId: "e1", url: "https://x" }, new AbortController().signal);
    expect(forms.find("e1")).toMatchObject({ url: "https://x" });
  });
});
