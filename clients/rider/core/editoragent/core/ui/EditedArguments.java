package editoragent.core.ui;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The arguments of a call as texts that the user may change, and back: a string is its own text, anything else is JSON. */
final class EditedArguments {
    private final JsonObject given;
    private final Map<String, String> before = new LinkedHashMap<>();
    private final Map<String, String> typed = new LinkedHashMap<>();

    /** @param names those that may be changed; what the call has not is left out */
    EditedArguments(Optional<JsonElement> given, List<String> names) {
        this.given = given.filter(JsonObject.class::isInstance).map(JsonObject.class::cast).orElseGet(JsonObject::new);
        names.stream().filter(this.given::has).forEach(name -> this.before.put(name, textOf(this.given.get(name))));
        this.typed.putAll(this.before);
    }

    /** The names with their texts, in order; empty where nothing may be changed. */
    Map<String, String> texts() {
        return this.before;
    }

    void type(String name, String text) {
        this.typed.put(name, text);
    }

    boolean isChanged() {
        return !this.typed.equals(this.before);
    }

    /** What is wrong with a text, in one line. */
    Optional<String> errorOf(String name) {
        return this.elementOf(name).isPresent() ? Optional.empty() : Optional.of("This must be JSON.");
    }

    /** The whole object as it is to be run; absent while something in it is not JSON. */
    Optional<JsonObject> value() {
        JsonObject value = this.given.deepCopy();
        for (String name : this.before.keySet()) {
            Optional<JsonElement> element = this.elementOf(name);
            if (element.isEmpty()) {
                return Optional.empty();
            }

            value.add(name, element.get());
        }

        return Optional.of(value);
    }

    private Optional<JsonElement> elementOf(String name) {
        String text = this.typed.get(name);
        if (text.equals(this.before.get(name))) {
            return Optional.of(this.given.get(name));
        }

        return isText(this.given.get(name)) ? Optional.of(new JsonPrimitive(text)) : parsed(text);
    }

    /** By the letter of JSON: what the usual parser forgives would be something else than was written. */
    private static Optional<JsonElement> parsed(String text) {
        try (JsonReader reader = new JsonReader(new StringReader(text))) {
            reader.setLenient(false);
            reader.skipValue();
            return reader.peek() == JsonToken.END_DOCUMENT ? Optional.of(JsonParser.parseString(text)) : Optional.empty();
        } catch (IOException | JsonParseException | IllegalStateException e) {
            return Optional.empty();
        }
    }

    private static String textOf(JsonElement element) {
        return isText(element) ? element.getAsString() : new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().serializeNulls().create().toJson(element);
    }

    private static boolean isText(JsonElement element) {
        return element instanceof JsonPrimitive value && value.isString();
    }
}
