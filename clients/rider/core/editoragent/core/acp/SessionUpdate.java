package editoragent.core.acp;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Optional;

/** What the agent tells about a session, one kind a record. */
public sealed interface SessionUpdate {
    record UserChunk(ContentBlock content, Optional<String> messageId) implements SessionUpdate {
    }

    record AgentChunk(ContentBlock content, Optional<String> messageId) implements SessionUpdate {
    }

    record ThoughtChunk(ContentBlock content, Optional<String> messageId) implements SessionUpdate {
    }

    /** A tool call that begins, or what has changed of one: absent members stay as they were, lists replace. */
    record ToolCall(
            String id, Optional<String> title, Optional<String> kind, Optional<String> status, Optional<List<ToolContent>> content,
            Optional<List<ToolLocation>> locations, Optional<JsonElement> rawInput, ToolDetails details) implements SessionUpdate {
    }

    /** Always the whole plan. */
    record Plan(List<PlanEntry> entries) implements SessionUpdate {
    }

    /** Always all of them. */
    record CommandsChanged(List<AvailableCommand> commands) implements SessionUpdate {
    }

    record ModeChanged(String modeId) implements SessionUpdate {
    }

    /** Always all of them. */
    record OptionsChanged(List<ConfigOption> options) implements SessionUpdate {
    }

    record TitleChanged(String title) implements SessionUpdate {
    }

    record Usage(long used, long size, Optional<String> cost) implements SessionUpdate {
    }

    /** @param severity "info", "warning" or "error" */
    record Told(String severity, String title, String description) implements SessionUpdate {
    }

    record Unknown(String kind) implements SessionUpdate {
    }

    static SessionUpdate of(JsonObject object) {
        Members update = Members.of(object);
        String kind = update.textOr("sessionUpdate", "");
        return switch (kind) {
            case "user_message_chunk" -> new UserChunk(contentOf(update), update.text("messageId"));
            case "agent_message_chunk" -> new AgentChunk(contentOf(update), update.text("messageId"));
            case "agent_thought_chunk" -> new ThoughtChunk(contentOf(update), update.text("messageId"));
            case "tool_call", "tool_call_update" -> toolCall(update);
            case "plan" -> new Plan(update.list("entries", PlanEntry::of));
            case "available_commands_update" -> new CommandsChanged(update.list("availableCommands", AvailableCommand::of));
            case "current_mode_update" -> new ModeChanged(update.textOr("currentModeId", ""));
            case "config_option_update" -> new OptionsChanged(update.list("configOptions", ConfigOption::of));
            case "session_info_update" -> update.text("title").<SessionUpdate>map(TitleChanged::new).orElse(new Unknown(kind));
            case "usage_update" -> new Usage(update.numberOr("used", 0), update.numberOr("size", 0), costOf(update));
            case "notice" -> new Told(update.textOr("severity", "info"), update.textOr("title", ""), update.textOr("description", ""));
            default -> new Unknown(kind);
        };
    }

    static ToolCall toolCall(JsonObject object) {
        return toolCall(Members.of(object));
    }

    private static ToolCall toolCall(Members call) {
        return new ToolCall(
                call.textOr("toolCallId", ""), call.text("title"), call.text("kind"), call.text("status"),
                call.listIfThere("content", content -> ToolContent.of(content.object())), call.listIfThere("locations", ToolLocation::of),
                Optional.ofNullable(call.object().get("rawInput")), ToolDetails.of(call.ours()));
    }

    private static ContentBlock contentOf(Members update) {
        return ContentBlock.of(update.child("content").object());
    }

    private static Optional<String> costOf(Members update) {
        Members cost = update.child("cost");
        return cost.object().get("amount") instanceof com.google.gson.JsonPrimitive amount && amount.isNumber()
                ? Optional.of(String.format(java.util.Locale.ENGLISH, "%.2f %s", amount.getAsDouble(), cost.textOr("currency", "")).strip())
                : Optional.empty();
    }
}
