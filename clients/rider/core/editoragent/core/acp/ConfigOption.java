package editoragent.core.acp;

import java.util.ArrayList;
import java.util.List;

/**
 * Something of a session that can be set.
 *
 * @param category "mode", "model", "thought_level" or another; empty where it has none
 * @param value of a switch "true" or "false"
 * @param choices empty for a switch; groups are flattened, in their order
 */
public record ConfigOption(String id, String name, String description, String category, boolean isSwitch, String value, List<Choice> choices) {
    public record Choice(String value, String name, String description) {
    }

    static ConfigOption of(Members option) {
        boolean isSwitch = option.textOr("type", "select").equals("boolean");
        String value = isSwitch ? String.valueOf(option.isTrue("currentValue")) : option.textOr("currentValue", "");
        return new ConfigOption(option.textOr("id", ""), option.textOr("name", ""), option.textOr("description", ""), option.textOr("category", ""), isSwitch, value, choicesOf(option));
    }

    private static List<Choice> choicesOf(Members option) {
        List<Choice> choices = new ArrayList<>();
        for (Members entry : option.list("options", entry -> entry)) {
            if (entry.text("group").isPresent()) {
                choices.addAll(choicesOf(entry));
            } else {
                choices.add(new Choice(entry.textOr("value", ""), entry.textOr("name", ""), entry.textOr("description", "")));
            }
        }

        return List.copyOf(choices);
    }
}
