package editoragent.core;

import com.google.gson.JsonElement;
import editoragent.core.acp.PermissionOption;
import editoragent.core.acp.ToolContent;
import java.util.List;
import java.util.Optional;

/**
 * A question about a tool call that is open. What is allowed is exactly what it shows.
 *
 * @param kind of the tool, as "execute" or "edit"
 * @param options in the order in which they are to be shown
 * @param editableArguments those that the user may change before allowing the call once
 * @param armAfterMillis no answer is taken before this much time has passed since it was drawn
 */
public record Question(
        String id, String toolCallId, String title, String kind, List<PermissionOption> options, List<ToolContent> content, Optional<JsonElement> rawInput,
        List<String> editableArguments, int armAfterMillis) {
}
