package editoragent.core.acp;

import java.util.Optional;

/** @param updatedAt as the agent wrote it: a time of ISO 8601 */
public record FoundSession(String sessionId, String title, String updatedAt, long turns, Optional<String> snippet) {
    static FoundSession of(Members session) {
        return new FoundSession(session.textOr("sessionId", ""), session.text("title").filter(title -> !title.isBlank()).orElse("Conversation without a title"),
                session.textOr("updatedAt", ""), session.numberOr("turns", 0), session.text("snippet"));
    }
}
