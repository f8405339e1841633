package editoragent.core.acp;

import com.google.gson.JsonObject;

/** What the agent serves, from its greeting. What it did not advertise is not called. */
public record AgentFeatures(String version, boolean canLoad, boolean canList, JsonObject extensions) {
    static AgentFeatures of(Members greeting) {
        Members capabilities = greeting.child("agentCapabilities");
        return new AgentFeatures(greeting.child("agentInfo").textOr("version", ""), capabilities.isTrue("loadSession"), capabilities.child("sessionCapabilities").has("list"), capabilities.ours().object());
    }

    /** @param name a member of our own capabilities, as "steer" or "mcp" */
    public boolean has(String name) {
        return Members.of(this.extensions).numberOr(name, 0) >= 1;
    }
}
