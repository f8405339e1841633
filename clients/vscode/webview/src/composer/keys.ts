export interface Key {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  /** An input method is composing: the key belongs to it. Safari and older Chromium say so by key code 229 alone. */
  readonly isComposing: boolean;
  readonly keyCode: number;
}

export interface Situation {
  readonly isRunning: boolean;
  readonly listIsOpen: boolean;
  readonly isEmpty: boolean;
}

export type ComposerAction = "send" | "queue" | "steer" | "stop" | "recall" | "pick" | "listUp" | "listDown" | "closeList";

/** What a key in the composer does; undefined leaves it to the text field. No key here answers a question. */
export function composerAction(key: Key, situation: Situation): ComposerAction | undefined {
  if (key.isComposing || key.keyCode === 229) {
    return undefined;
  }

  const isPlain = !key.shiftKey && !key.ctrlKey && !key.metaKey && !key.altKey;
  if (situation.listIsOpen && isPlain) {
    const inList = listAction(key.key);
    if (inList !== undefined) {
      return inList;
    }
  }

  switch (key.key) {
    case "Enter":
      if (key.shiftKey || key.altKey) {
        return undefined;
      }

      if (key.ctrlKey || key.metaKey) {
        return situation.isRunning ? "steer" : "send";
      }

      return situation.isRunning ? "queue" : "send";
    case "Escape":
      return isPlain && situation.isRunning ? "stop" : undefined;
    case "ArrowUp":
      return isPlain && situation.isEmpty ? "recall" : undefined;
    default:
      return undefined;
  }
}

function listAction(key: string): ComposerAction | undefined {
  switch (key) {
    case "Enter":
    case "Tab":
      return "pick";
    case "ArrowUp":
      return "listUp";
    case "ArrowDown":
      return "listDown";
    case "Escape":
      return "closeList";
    default:
      return undefined;
  }
}
