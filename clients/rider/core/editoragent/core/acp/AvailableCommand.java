package editoragent.core.acp;

import java.util.Optional;

/**
 * A command that the user runs as the text "/name arguments".
 *
 * @param hint what its arguments are
 */
public record AvailableCommand(String name, String description, Optional<String> hint) {
    static AvailableCommand of(Members command) {
        return new AvailableCommand(command.textOr("name", ""), command.textOr("description", ""), command.child("input").text("hint"));
    }
}
