package editoragent.core;

import com.google.gson.JsonObject;
import java.util.Optional;

/**
 * The user's answer to a question about a tool call.
 *
 * @param feedback for the model, with a rejection; empty where there is none
 * @param arguments all of the call's, where the user changed some before allowing it once
 */
public record Reply(String questionId, String optionId, String feedback, Optional<JsonObject> arguments) {
    public static Reply of(String questionId, String optionId) {
        return new Reply(questionId, optionId, "", Optional.empty());
    }
}
