package editoragent.core.acp;

import java.util.List;

/** @param modeId the mode it is in; empty where the agent knows no modes */
public record OpenedSession(String sessionId, List<SessionMode> modes, String modeId, List<ConfigOption> options) {
    static OpenedSession of(String sessionId, Members result) {
        Members modes = result.child("modes");
        return new OpenedSession(sessionId, modes.list("availableModes", SessionMode::of), modes.textOr("currentModeId", ""), result.list("configOptions", ConfigOption::of));
    }
}
