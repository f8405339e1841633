package editoragent.core;

import java.util.Optional;

/** What the user is told of a turn that did not end as usual. */
final class TurnWords {
    private TurnWords() {
    }

    static Optional<String> of(String stopReason) {
        return switch (stopReason) {
            case "max_tokens" -> Optional.of("The answer was cut: the model reached its limit of tokens. Say \"go on\" to continue.");
            case "max_turn_requests" -> Optional.of("The turn reached its limit of requests to the model. Say \"go on\" to continue.");
            case "refusal" -> Optional.of("The model refused to go on. Nothing of this turn is sent to it again.");
            default -> Optional.empty();
        };
    }
}
