package editoragent.core.acp;

import com.google.gson.JsonObject;

/** A piece of what is said. */
public sealed interface ContentBlock {
    record Text(String text) implements ContentBlock {
    }

    record ResourceLink(String name, String uri) implements ContentBlock {
    }

    /** A kind that is named and not shown. */
    record Other(String type, String text) implements ContentBlock {
    }

    /** As plain text. */
    default String asText() {
        if (this instanceof Text block) {
            return block.text();
        }

        return this instanceof ResourceLink link ? link.name() : this instanceof Other other && !other.text().isEmpty() ? other.text() : "[" + ((Other) this).type() + "]";
    }

    static ContentBlock of(JsonObject object) {
        Members block = Members.of(object);
        String type = block.textOr("type", "unknown");
        return switch (type) {
            case "text" -> new Text(block.textOr("text", ""));
            case "resource_link" -> new ResourceLink(block.text("title").orElse(block.textOr("name", "")), block.textOr("uri", ""));
            case "resource" -> new Other(type, block.child("resource").textOr("text", block.child("resource").textOr("uri", "")));
            default -> new Other(type, "");
        };
    }

    static JsonObject text(String text) {
        JsonObject block = new JsonObject();
        block.addProperty("type", "text");
        block.addProperty("text", text);
        return block;
    }
}
