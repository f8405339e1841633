package editoragent.core.acp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A directory of the session, and what trust in it would let run.
 *
 * @param state "trusted", "changed" or "untrusted"
 * @param fingerprint of exactly what the lines say
 * @param gap why it cannot be trusted; absent where it can
 * @param lines all of what would run, and what has changed since it was trusted
 */
public record TrustRoot(String path, String state, String fingerprint, Optional<String> gap, List<String> lines) {
    public boolean isTrusted() {
        return this.state.equals("trusted");
    }

    static TrustRoot of(Members root) {
        List<String> lines = new ArrayList<>(root.list("items", TrustRoot::lineOf));
        if (lines.isEmpty()) {
            lines.add("Nothing in it says by itself what would run.");
        }

        root.number("unlisted").ifPresent(count -> lines.add("and " + count + " more that are not listed"));
        List<Members> changes = root.list("changes", change -> change);
        if (!changes.isEmpty()) {
            lines.add("");
            lines.add("Changed since you trusted it:");
        }

        for (Members change : changes) {
            lines.add(change.textOr("path", "") + " was " + change.textOr("kind", "changed"));
            change.textOr("oldText", "").lines().forEach(line -> lines.add("- " + line));
            change.textOr("newText", "").lines().forEach(line -> lines.add("+ " + line));
        }

        return new TrustRoot(root.textOr("path", ""), root.textOr("state", "untrusted"), root.textOr("fingerprint", ""), root.text("gap"), List.copyOf(lines));
    }

    private static String lineOf(Members item) {
        String kind = item.textOr("kind", "");
        String words = kind.equals("mcp_server") ? "MCP server" : kind.replace('_', ' ');
        return words + ", " + item.textOr("source", "") + item.text("what").map(what -> ": " + what).orElse("");
    }
}
