package editoragent.core.acp;

import com.google.gson.JsonObject;
import java.util.Optional;

/**
 * @param optionId absent when the question was not answered, which allows nothing
 * @param feedback for the model, with a rejection
 */
public record PermissionAnswer(Optional<String> optionId, Optional<String> feedback) {
    public static final PermissionAnswer CANCELLED = new PermissionAnswer(Optional.empty(), Optional.empty());

    JsonObject toJson(PermissionRequest request) {
        JsonObject outcome = new JsonObject();
        outcome.addProperty("outcome", this.optionId.isPresent() ? "selected" : "cancelled");
        this.optionId.ifPresent(id -> {
            outcome.addProperty("optionId", id);
            JsonObject ours = new JsonObject();
            request.requestId().ifPresent(value -> ours.addProperty("requestId", value));
            request.shownHash().ifPresent(value -> ours.addProperty("shownHash", value));
            this.feedback.ifPresent(value -> ours.addProperty("feedback", value));
            JsonObject meta = new JsonObject();
            meta.add("editoragent", ours);
            outcome.add("_meta", meta);
        });
        JsonObject result = new JsonObject();
        result.add("outcome", outcome);
        return result;
    }
}
