package editoragent.core.acp;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A question of an MCP server to the user.
 *
 * @param id of the agent's making where an address is to be opened; empty for a form
 * @param url to be opened; absent for a form
 */
public record FormRequest(String message, String id, Optional<String> url, List<FormField> fields) {
    static FormRequest of(JsonObject params) {
        Members request = Members.of(params);
        boolean isUrl = request.textOr("mode", "form").equals("url");
        Members schema = request.child("requestedSchema");
        List<String> required = schema.texts("required");
        List<FormField> fields = new ArrayList<>();
        JsonObject properties = schema.child("properties").object();
        for (String name : properties.keySet()) {
            fields.add(FormField.of(name, Members.of(properties.get(name)), required.contains(name)));
        }

        return new FormRequest(request.textOr("message", ""), request.textOr("elicitationId", ""), isUrl ? request.text("url") : Optional.empty(), List.copyOf(fields));
    }
}
