package editoragent.core.acp;

import java.util.List;
import java.util.Optional;

/** A question that outlived its process, as the agent's list of approvals has it. */
public record PendingApproval(
        String requestId, String shownHash, String toolCallId, String title, Optional<String> command, List<String> lines, List<String> grants,
        List<String> editableArguments, boolean isResting) {
    static PendingApproval of(Members pending) {
        return new PendingApproval(
                pending.textOr("requestId", ""), pending.textOr("shownHash", ""), pending.textOr("toolCallId", ""), pending.textOr("title", ""), pending.text("command"),
                pending.texts("lines"), pending.texts("grants"), pending.texts("editableArguments"), pending.isTrue("isResting"));
    }
}
