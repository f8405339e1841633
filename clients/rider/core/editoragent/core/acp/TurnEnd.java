package editoragent.core.acp;

/** @param stopReason "end_turn", "max_tokens", "max_turn_requests", "refusal" or "cancelled" */
public record TurnEnd(String stopReason) {
}
