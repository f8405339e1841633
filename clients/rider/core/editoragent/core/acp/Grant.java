package editoragent.core.acp;

import java.util.Optional;

/**
 * Something that is allowed without asking.
 *
 * @param id to take it back with; absent for what ends with the session
 * @param grantedAt as the agent wrote it: a time of ISO 8601
 * @param files how many project files it rests on: when one of them changes, it is asked again
 */
public record Grant(Optional<String> id, String pattern, Optional<String> grantedAt, long files) {
    static Grant of(Members grant) {
        return new Grant(grant.text("grantId"), grant.textOr("pattern", ""), grant.text("grantedAt"), grant.numberOr("files", 0));
    }
}
