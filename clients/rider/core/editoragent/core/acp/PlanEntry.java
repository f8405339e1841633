package editoragent.core.acp;

/** @param status "pending", "in_progress" or "completed" */
public record PlanEntry(String content, String status) {
    static PlanEntry of(Members entry) {
        return new PlanEntry(entry.textOr("content", ""), entry.textOr("status", "pending"));
    }
}
