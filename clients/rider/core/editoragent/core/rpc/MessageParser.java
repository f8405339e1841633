package editoragent.core.rpc;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;

/** Reads one line as one JSON object: strictly, and not deeper than the protocol allows. */
final class MessageParser {
    private static final int MOST_LEVELS = 100;
    private static final TypeAdapter<JsonElement> ADAPTER = new Gson().getAdapter(JsonElement.class);

    private MessageParser() {
    }

    /** Null where the line is no JSON object. */
    static JsonObject parse(String line) {
        if (isTooDeep(line)) {
            return null;
        }

        try (JsonReader reader = new JsonReader(new StringReader(line))) {
            JsonElement element = ADAPTER.read(reader);
            return element != null && element.isJsonObject() && reader.peek() == JsonToken.END_DOCUMENT ? element.getAsJsonObject() : null;
        } catch (IOException | JsonParseException | IllegalStateException | NumberFormatException e) {
            return null;
        }
    }

    /** Looked at before anything is built of it: what walks over the elements later may do so recursively. */
    private static boolean isTooDeep(String line) {
        int level = 0;
        boolean isText = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (isText) {
                i += c == '\\' ? 1 : 0;
                isText = c != '"';
            } else if (c == '"') {
                isText = true;
            } else if (c == '{' || c == '[') {
                if (++level > MOST_LEVELS) {
                    return true;
                }
            } else if (c == '}' || c == ']') {
                level--;
            }
        }

        return false;
    }
}
