package editoragent.core.acp;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What only our sidecar says of a tool call.
 *
 * @param decision who decided that it may run or not, in one line
 * @param isAllowed what was decided
 * @param server of a tool of an MCP server
 * @param durationMillis without the time that the user took to answer
 * @param subagent of a call that gave a task to a subagent: what it did so far
 */
public record ToolDetails(
        Optional<String> decision, Optional<Boolean> isAllowed, Optional<String> server, Optional<String> tool, OptionalLong durationMillis, Optional<String> subagent) {
    static ToolDetails of(Members meta) {
        Members decision = meta.child("decision");
        Members subagent = meta.child("subagent");
        Optional<String> told = subagent.text("profile").map(profile -> {
            long steps = subagent.numberOr("steps", 0);
            return String.format(java.util.Locale.ENGLISH, "%s · %d %s · %,d tokens", profile, steps, steps == 1 ? "step" : "steps", subagent.numberOr("tokens", 0));
        });
        return new ToolDetails(decision.text("text"), decision.flag("isAllowed"), meta.text("server"), meta.text("tool"), meta.number("durationMs"), told);
    }
}
