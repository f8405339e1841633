package editoragent.core.acp;

import com.google.gson.JsonObject;

/** What this client says of itself. Everything in it is served by {@link AcpClient}. */
final class Greeting {
    private Greeting() {
    }

    /** @param isRestricted the user has not trusted the workspace in the editor */
    static JsonObject of(String version, boolean isRestricted) {
        JsonObject info = new JsonObject();
        info.addProperty("name", AcpClient.NAME);
        info.addProperty("title", "EditorAgent for Rider");
        info.addProperty("version", version);

        JsonObject files = new JsonObject();
        files.addProperty("readTextFile", true);
        files.addProperty("writeTextFile", true);

        JsonObject capabilities = new JsonObject();
        capabilities.add("fs", files);
        capabilities.addProperty("terminal", false);
        capabilities.add("session", with("configOptions", with("boolean", new JsonObject()), "notices", new JsonObject()));
        capabilities.add("elicitation", with("form", new JsonObject(), "url", new JsonObject()));
        JsonObject ours = new JsonObject();
        ours.addProperty("mcp", 1);
        if (isRestricted) {
            ours.addProperty("restricted", true);
        }

        capabilities.add("_meta", with("editoragent", ours));

        JsonObject params = new JsonObject();
        params.addProperty("protocolVersion", AcpClient.PROTOCOL_VERSION);
        params.add("clientInfo", info);
        params.add("clientCapabilities", capabilities);
        return params;
    }

    private static JsonObject with(String name, JsonObject value) {
        JsonObject object = new JsonObject();
        object.add(name, value);
        return object;
    }

    private static JsonObject with(String first, JsonObject firstValue, String second, JsonObject secondValue) {
        JsonObject object = with(first, firstValue);
        object.add(second, secondValue);
        return object;
    }
}
