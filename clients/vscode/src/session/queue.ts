import type { ContentBlock } from "../../exchange/protocol";
import type { CodeActionRequest } from "../doors/codeAction";

export interface QueuedPrompt {
  readonly key: string;
  readonly parts: readonly ContentBlock[];
  /** Asked for from the light bulb; the sidecar says the words of it. */
  readonly action?: CodeActionRequest;
}

/** What the user said while a turn ran, in order. Held back after the user stopped a turn, until the user says something again. */
export class PromptQueue {
  private waiting: QueuedPrompt[] = [];
  private isHeld = false;

  get prompts(): readonly QueuedPrompt[] {
    return this.waiting;
  }

  add(prompt: QueuedPrompt): void {
    this.waiting.push(prompt);
  }

  /** Before all others: it was meant for the turn that has just ended. */
  addFirst(prompt: QueuedPrompt): void {
    this.waiting.unshift(prompt);
  }

  remove(key: string): boolean {
    const before = this.waiting.length;
    this.waiting = this.waiting.filter((prompt) => prompt.key !== key);
    return this.waiting.length < before;
  }

  hold(): void {
    this.isHeld = true;
  }

  release(): void {
    this.isHeld = false;
  }

  takeNext(): QueuedPrompt | undefined {
    return this.isHeld ? undefined : this.waiting.shift();
  }

  clear(): void {
    this.waiting = [];
    this.isHeld = false;
  }
}
