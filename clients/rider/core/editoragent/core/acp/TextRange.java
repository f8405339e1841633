package editoragent.core.acp;

import java.util.Arrays;
import java.util.OptionalLong;

/** Some lines of a text, as the protocol counts them: from 1. */
final class TextRange {
    private TextRange() {
    }

    static String of(String text, OptionalLong line, OptionalLong limit) {
        if (line.isEmpty() && limit.isEmpty()) {
            return text;
        }

        String[] lines = text.split("\n", -1);
        int from = (int) Math.min(lines.length, Math.max(0, line.orElse(1) - 1));
        int to = (int) Math.min(lines.length, from + Math.max(0, limit.orElse(Integer.MAX_VALUE)));
        return String.join("\n", Arrays.copyOfRange(lines, from, to));
    }
}
