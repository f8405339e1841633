package editoragent.core.acp;

public record SessionMode(String id, String name, String description) {
    static SessionMode of(Members mode) {
        return new SessionMode(mode.textOr("id", ""), mode.textOr("name", ""), mode.textOr("description", ""));
    }
}
