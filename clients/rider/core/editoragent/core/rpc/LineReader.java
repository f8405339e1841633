package editoragent.core.rpc;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Splits a stream of bytes into lines of UTF-8. A line that is too long or no UTF-8 is told and passed over. */
final class LineReader {
    private static final int CHUNK = 64 * 1024;

    private final InputStream stream;
    private final int mostBytes;
    private final Consumer<String> problem;
    private final byte[] chunk = new byte[CHUNK];
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private int at;
    private int end;
    private boolean isTooLong;

    LineReader(InputStream stream, int mostBytes, Consumer<String> problem) {
        this.stream = stream;
        this.mostBytes = mostBytes;
        this.problem = problem;
    }

    /** The next line without its end, or null at the end of the stream. What stands behind the last line end is no message. */
    String next() throws IOException {
        while (true) {
            if (this.at == this.end && !this.fill()) {
                return null;
            }

            int from = this.at;
            while (this.at < this.end && this.chunk[this.at] != '\n') {
                this.at++;
            }

            this.keep(from, this.at - from);
            if (this.at < this.end) {
                this.at++;
                String text = this.finish();
                if (text != null && !text.isBlank()) {
                    return text;
                }
            }
        }
    }

    private boolean fill() throws IOException {
        this.at = 0;
        this.end = Math.max(0, this.stream.read(this.chunk));
        return this.end > 0;
    }

    private void keep(int from, int count) {
        if (this.isTooLong || this.line.size() + count > this.mostBytes) {
            this.isTooLong = true;
            this.line.reset();
            return;
        }

        this.line.write(this.chunk, from, count);
    }

    private String finish() {
        if (this.isTooLong) {
            this.isTooLong = false;
            this.problem.accept("A line of more than " + this.mostBytes + " bytes was passed over.");
            return null;
        }

        byte[] bytes = this.line.toByteArray();
        this.line.reset();
        try {
            return StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT).decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            this.problem.accept("A line that is not UTF-8 was passed over.");
            return null;
        }
    }
}
