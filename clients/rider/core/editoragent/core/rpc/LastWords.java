package editoragent.core.rpc;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The last lines of a stream of text. Reads it to its end, so that who writes never waits; keeps little of it. */
final class LastWords {
    private static final int MOST_LINES = 200;
    private static final int MOST_LINE_BYTES = 4 * 1024;

    private final Deque<String> lines = new ArrayDeque<>();

    void readAll(InputStream stream) {
        byte[] chunk = new byte[8 * 1024];
        byte[] line = new byte[MOST_LINE_BYTES];
        int length = 0;
        try {
            for (int count = stream.read(chunk); count >= 0; count = stream.read(chunk)) {
                for (int i = 0; i < count; i++) {
                    if (chunk[i] == '\n') {
                        this.add(line, length);
                        length = 0;
                    } else if (length < MOST_LINE_BYTES) {
                        line[length++] = chunk[i];
                    }
                }
            }
        } catch (IOException e) {
            // The process is gone; what it said until then is kept.
        }

        this.add(line, length);
    }

    synchronized List<String> lines() {
        return new ArrayList<>(this.lines);
    }

    synchronized String last() {
        return this.lines.isEmpty() ? "" : this.lines.getLast();
    }

    private synchronized void add(byte[] line, int length) {
        String text = new String(line, 0, length, StandardCharsets.UTF_8).strip();
        if (text.isEmpty()) {
            return;
        }

        this.lines.addLast(text);
        if (this.lines.size() > MOST_LINES) {
            this.lines.removeFirst();
        }
    }
}
