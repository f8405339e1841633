package editoragent.core.acp;

import com.google.gson.JsonObject;
import java.util.Optional;

/** What a tool call shows. */
public sealed interface ToolContent {
    record Block(ContentBlock content) implements ToolContent {
    }

    /** @param oldText absent where the file is new */
    record Diff(String path, Optional<String> oldText, String newText) implements ToolContent {
    }

    record Other(String type) implements ToolContent {
    }

    static ToolContent of(JsonObject object) {
        Members content = Members.of(object);
        String type = content.textOr("type", "unknown");
        return switch (type) {
            case "content" -> new Block(ContentBlock.of(content.child("content").object()));
            case "diff" -> new Diff(content.textOr("path", ""), content.text("oldText"), content.textOr("newText", ""));
            default -> new Other(type);
        };
    }
}
