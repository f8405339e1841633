package editoragent.core.rpc;

import editoragent.core.SidecarCommand;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One life of the executable. Its stdout is the wire, its stderr the log. */
public final class Sidecar {
    /** How long it has, from the end of its stdin, before it is killed. */
    public static final long GOODBYE_MILLIS = 3_000;

    private final Process process;
    private final LastWords log = new LastWords();
    private final CompletableFuture<Exit> exited = new CompletableFuture<>();

    private Sidecar(Process process) {
        this.process = process;
        Thread reader = new Thread(() -> this.log.readAll(process.getErrorStream()), "editoragent-stderr");
        reader.setDaemon(true);
        reader.start();
        process.onExit().thenRunAsync(() -> {
            try {
                // A child of it may hold the stream open; its own last words are there by then.
                reader.join(500);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }

            this.exited.complete(new Exit(process.exitValue(), this.log.last()));
        });
    }

    /**
     * Starts it in the user's home: the workspace is named by sessions, never by the working directory.
     *
     * @throws IOException with one line for the user
     */
    public static Sidecar start(SidecarCommand command) throws IOException {
        List<String> line = new ArrayList<>();
        line.add(command.executable().toString());
        line.addAll(command.arguments());
        ProcessBuilder builder = new ProcessBuilder(line).directory(new File(System.getProperty("user.home", ".")));
        builder.environment().clear();
        builder.environment().putAll(command.environment());
        try {
            return new Sidecar(builder.start());
        } catch (IOException e) {
            throw new IOException(command.executable() + " could not be started: " + e.getMessage() + ". Nothing was done.", e);
        }
    }

    public InputStream output() {
        return this.process.getInputStream();
    }

    public OutputStream input() {
        return this.process.getOutputStream();
    }

    public long pid() {
        return this.process.pid();
    }

    /** The last lines that it said on stderr. */
    public List<String> log() {
        return this.log.lines();
    }

    public CompletableFuture<Exit> exited() {
        return this.exited;
    }

    /** Ends its stdin, as every client ends an agent, and kills it and its children when it does not go. Waits until it is gone. */
    public Exit stop() {
        // The close may wait for a writer that waits for a reader that does not read.
        CompletableFuture.runAsync(() -> {
            try {
                this.process.getOutputStream().close();
            } catch (IOException e) {
                // It is gone already.
            }
        });
        try {
            return this.exited.get(GOODBYE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            this.process.descendants().forEach(ProcessHandle::destroyForcibly);
            this.process.destroyForcibly();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            this.process.destroyForcibly();
            Thread.currentThread().interrupt();
        }

        return this.exited.join();
    }
}
