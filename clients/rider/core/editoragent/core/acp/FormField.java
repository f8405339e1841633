package editoragent.core.acp;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One thing that a form asks for.
 *
 * @param type "string", "number", "integer", "boolean" or "array"
 * @param initial as it is typed; of several, one a line
 */
public record FormField(String name, String label, String description, String type, boolean isRequired, List<Choice> choices, String initial) {
    public record Choice(String value, String label) {
    }

    static FormField of(String name, Members property, boolean isRequired) {
        String type = property.textOr("type", "string");
        Members source = type.equals("array") ? property.child("items") : property;
        List<Choice> choices = new ArrayList<>();
        source.texts("enum").forEach(value -> choices.add(new Choice(value, value)));
        for (String member : List.of("oneOf", "anyOf")) {
            choices.addAll(source.list(member, option -> new Choice(option.textOr("const", ""), option.textOr("title", option.textOr("const", "")))));
        }

        return new FormField(name, property.textOr("title", name), property.textOr("description", ""), type, isRequired, List.copyOf(choices), initialOf(property));
    }

    private static String initialOf(Members property) {
        JsonElement initial = property.object().get("default");
        return initial instanceof JsonPrimitive value ? value.getAsString() : String.join("\n", property.texts("default"));
    }

    /** What was typed as it goes to the agent. Empty when nothing was. */
    public Optional<JsonElement> valueOf(String typed) {
        return switch (this.type) {
            case "boolean" -> Optional.of(new JsonPrimitive(Boolean.parseBoolean(typed)));
            case "array" -> {
                JsonArray values = new JsonArray();
                typed.lines().filter(line -> !line.isBlank()).forEach(values::add);
                yield values.isEmpty() && !this.isRequired ? Optional.empty() : Optional.of(values);
            }
            case "integer", "number" -> typed.isBlank() ? Optional.empty() : Optional.of(new JsonPrimitive(new BigDecimal(typed.strip())));
            default -> typed.isEmpty() ? Optional.empty() : Optional.of(new JsonPrimitive(typed));
        };
    }

    /** One line for the user where what was typed cannot go out. */
    public Optional<String> errorOf(String typed) {
        if (this.isRequired && typed.isBlank()) {
            return Optional.of("This is needed.");
        }

        if (typed.isBlank() || !(this.type.equals("integer") || this.type.equals("number"))) {
            return Optional.empty();
        }

        try {
            BigDecimal number = new BigDecimal(typed.strip());
            return this.type.equals("integer") && number.stripTrailingZeros().scale() > 0 ? Optional.of("A whole number is needed.") : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.of("A number is needed.");
        }
    }
}
