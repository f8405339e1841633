package editoragent.core.acp;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;

/** A piece of what is said. */
public sealed interface ContentBlock {
    record Text(String text) implements ContentBlock {
    }

    record ResourceLink(String name, String uri) implements ContentBlock {
    }

    /** A text that goes along with the address it has. */
    record Resource(String uri, String text) implements ContentBlock {
    }

    /** A kind that is named and not shown. */
    record Other(String type) implements ContentBlock {
    }

    /** As plain text. */
    default String asText() {
        if (this instanceof Text block) {
            return block.text();
        }

        if (this instanceof ResourceLink link) {
            return link.name();
        }

        return this instanceof Resource resource ? resource.text().isEmpty() ? resource.uri() : resource.text() : "[" + ((Other) this).type() + "]";
    }

    static ContentBlock of(JsonObject object) {
        Members block = Members.of(object);
        String type = block.textOr("type", "unknown");
        return switch (type) {
            case "text" -> new Text(block.textOr("text", ""));
            case "resource_link" -> new ResourceLink(block.text("title").orElse(block.textOr("name", "")), block.textOr("uri", ""));
            case "resource" -> new Resource(block.child("resource").textOr("uri", ""), block.child("resource").textOr("text", ""));
            default -> new Other(type);
        };
    }

    /** What this client says; another kind than it can say is a mistake of ours. */
    static JsonArray toJson(List<ContentBlock> blocks) {
        JsonArray array = new JsonArray();
        blocks.forEach(block -> array.add(toJson(block)));
        return array;
    }

    private static JsonObject toJson(ContentBlock block) {
        JsonObject object = new JsonObject();
        if (block instanceof Text text) {
            object.addProperty("type", "text");
            object.addProperty("text", text.text());
        } else if (block instanceof ResourceLink link) {
            object.addProperty("type", "resource_link");
            object.addProperty("name", link.name());
            object.addProperty("uri", link.uri());
        } else if (block instanceof Resource resource) {
            JsonObject contents = new JsonObject();
            contents.addProperty("uri", resource.uri());
            contents.addProperty("mimeType", "text/plain");
            contents.addProperty("text", resource.text());
            object.addProperty("type", "resource");
            object.add("resource", contents);
        } else {
            throw new IllegalArgumentException("Not sent by this client: " + block);
        }

        return object;
    }
}
