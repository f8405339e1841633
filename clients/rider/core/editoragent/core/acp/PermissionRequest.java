package editoragent.core.acp;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Optional;

/**
 * A question to the user about a tool call.
 *
 * @param options in the order in which they are to be shown
 * @param requestId names the question for as long as the session lives; absent with other agents
 * @param shownHash of what is shown; goes back with the answer
 * @param editableArguments those that the user may change before allowing the call once
 * @param armAfterMillis no answer is taken before this much time has passed since it was drawn
 */
public record PermissionRequest(
        String sessionId, SessionUpdate.ToolCall toolCall, List<PermissionOption> options, Optional<String> requestId, Optional<String> shownHash,
        List<String> editableArguments, int armAfterMillis) {
    public static final int DEFAULT_ARM_MILLIS = 300;

    static PermissionRequest of(JsonObject params) {
        Members request = Members.of(params);
        Members ours = request.ours();
        return new PermissionRequest(
                request.textOr("sessionId", ""), SessionUpdate.toolCall(request.child("toolCall").object()), request.list("options", PermissionOption::of),
                ours.text("requestId"), ours.text("shownHash"), ours.texts("editableArguments"), (int) Math.max(0, Math.min(10_000, ours.numberOr("armAfterMs", DEFAULT_ARM_MILLIS))));
    }
}
