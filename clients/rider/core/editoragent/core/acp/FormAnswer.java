package editoragent.core.acp;

import com.google.gson.JsonObject;

/** @param action "accept", "decline" or "cancel" */
public record FormAnswer(String action, JsonObject content) {
    public static final FormAnswer CANCEL = new FormAnswer("cancel", new JsonObject());
    public static final FormAnswer DECLINE = new FormAnswer("decline", new JsonObject());

    JsonObject toJson() {
        JsonObject result = new JsonObject();
        result.addProperty("action", this.action);
        if (this.action.equals("accept") && this.content.size() > 0) {
            result.add("content", this.content);
        }

        return result;
    }
}
