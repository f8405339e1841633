package editoragent.core.rpc;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import editoragent.core.Until;

/** The other end of a connection, which says what a test wants it to say. */
final class Peer implements AutoCloseable {
    static final int MOST_LINE_BYTES = 1_000_000;

    final JsonRpcConnection connection;
    final List<String> problems = new CopyOnWriteArrayList<>();
    private final Pipe toPeer;
    private final Pipe toUs;
    private final OutputStream output;
    private final BufferedReader input;

    Peer() throws IOException {
        this.toPeer = Pipe.open();
        this.toUs = Pipe.open();
        this.output = Channels.newOutputStream(this.toUs.sink());
        InputStream fromUs = Channels.newInputStream(this.toPeer.source());
        this.input = new BufferedReader(new InputStreamReader(fromUs, StandardCharsets.UTF_8));
        this.connection = new JsonRpcConnection(Channels.newInputStream(this.toUs.source()), Channels.newOutputStream(this.toPeer.sink()), MOST_LINE_BYTES, this.problems::add);
    }

    void say(String text) throws IOException {
        this.say(text.getBytes(StandardCharsets.UTF_8));
    }

    void say(byte[] bytes) throws IOException {
        this.output.write(bytes);
        this.output.flush();
    }

    /** What our side sends next. */
    JsonObject hear() throws Exception {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return JsonParser.parseString(this.input.readLine()).getAsJsonObject();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }).get(Until.SECONDS, TimeUnit.SECONDS);
    }

    void hangUp() throws IOException {
        this.output.close();
    }

    @Override
    public void close() throws IOException {
        this.connection.close();
        this.output.close();
        this.input.close();
    }
}
