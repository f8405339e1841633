package editoragent.core.acp;

import com.google.gson.JsonObject;
import java.util.Optional;

/**
 * @param optionId absent when the question was not answered, which allows nothing
 * @param feedback for the model, with a rejection
 * @param arguments all of the call's, where the user changed some before allowing it once
 */
public record PermissionAnswer(Optional<String> optionId, Optional<String> feedback, Optional<JsonObject> arguments) {
    public static final PermissionAnswer CANCELLED = new PermissionAnswer(Optional.empty(), Optional.empty(), Optional.empty());

    JsonObject toJson(PermissionRequest request) {
        JsonObject outcome = new JsonObject();
        outcome.addProperty("outcome", this.optionId.isPresent() ? "selected" : "cancelled");
        this.optionId.ifPresent(id -> {
            outcome.addProperty("optionId", id);
            JsonObject ours = new JsonObject();
            request.requestId().ifPresent(value -> ours.addProperty("requestId", value));
            request.shownHash().ifPresent(value -> ours.addProperty("shownHash", value));
            this.feedback.ifPresent(value -> ours.addProperty("feedback", value));
            this.arguments.ifPresent(value -> ours.add("arguments", value));
            JsonObject meta = new JsonObject();
            meta.add("editoragent", ours);
            outcome.add("_meta", meta);
        });
        JsonObject result = new JsonObject();
        result.add("outcome", outcome);
        return result;
    }
}
