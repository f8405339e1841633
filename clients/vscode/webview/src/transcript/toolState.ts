import type { ToolItem } from "../../../exchange/transcript";
import { duration } from "../text/words";
import type { IconName } from "../icons";

export type ToolState = "waiting" | "pending" | "running" | "ok" | "failed" | "denied";

export const stateWords: Readonly<Record<ToolState, string>> = {
  waiting: "Needs your answer",
  pending: "Waiting",
  running: "Running",
  ok: "Done",
  failed: "Failed",
  denied: "Not allowed",
};

export function stateOf(item: ToolItem): ToolState {
  const { question } = item;
  if (question !== undefined && question.answer === undefined) {
    return "waiting";
  }

  if (wasRefused(item)) {
    return "denied";
  }

  switch (item.status) {
    case "completed":
      return "ok";
    case "failed":
      return item.decision?.isAllowed === false ? "denied" : "failed";
    case "in_progress":
      return "running";
    case "pending":
      return "pending";
  }
}

function wasRefused({ question, status }: ToolItem): boolean {
  const answer = question?.answer;
  if (answer === undefined || status === "completed" || status === "in_progress") {
    return false;
  }

  return answer.outcome !== "selected" || (question?.options.find((option) => option.optionId === answer.optionId)?.kind.startsWith("reject") ?? false);
}

export function took(item: ToolItem): string {
  if (item.durationMs !== undefined) {
    return duration(item.durationMs);
  }

  return item.startedAt === undefined || item.endedAt === undefined || item.endedAt - item.startedAt < 1 ? "" : duration(item.endedAt - item.startedAt);
}

export function iconOf(item: ToolItem): IconName {
  if (item.server !== undefined) {
    return "resource";
  }

  return item.toolKind === "switch_mode" ? "move" : item.toolKind;
}
