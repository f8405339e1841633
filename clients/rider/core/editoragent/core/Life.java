package editoragent.core;

import editoragent.core.acp.AcpClient;
import editoragent.core.acp.AcpHandler;
import editoragent.core.acp.AgentFeatures;
import editoragent.core.rpc.Exit;
import editoragent.core.rpc.Failures;
import editoragent.core.rpc.Sidecar;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** One life of the sidecar and the connection to it. */
final class Life {
    private static final long GREETING_SECONDS = 30;

    private final Sidecar sidecar;
    private final AcpClient client;
    private final long startedAtNanos = System.nanoTime();
    private volatile AgentFeatures features;
    private volatile boolean isRestricted;

    private Life(Sidecar sidecar, Function<Life, AcpHandler> handler) {
        this.sidecar = sidecar;
        this.client = new AcpClient(sidecar.output(), sidecar.input(), handler.apply(this));
        // Without its connection the process is of no use to anyone.
        this.client.closed().thenRunAsync(sidecar::stop);
    }

    static Life begin(SidecarCommand command, Function<Life, AcpHandler> handler) throws IOException {
        return new Life(Sidecar.start(command), handler);
    }

    /** Fails with one line for the user. */
    CompletableFuture<AgentFeatures> greet(String version, boolean isRestricted) {
        this.isRestricted = isRestricted;
        return this.client.initialize(version, isRestricted).orTimeout(GREETING_SECONDS, TimeUnit.SECONDS)
                .whenComplete((known, error) -> this.features = known)
                .exceptionallyCompose(error -> CompletableFuture.supplyAsync(this::end).thenCompose(exit -> CompletableFuture.failedFuture(
                        exit.code() == 0 ? Failures.rootOf(error) : new IOException("editor-agent ended before it was ready (" + exit.words() + "). Nothing was changed."))));
    }

    AcpClient client() {
        return this.client;
    }

    AgentFeatures features() {
        return this.features;
    }

    /** Whether it only reads, for as long as it lives. */
    boolean isRestricted() {
        return this.isRestricted;
    }

    Sidecar sidecar() {
        return this.sidecar;
    }

    Duration lived() {
        return Duration.ofNanos(System.nanoTime() - this.startedAtNanos);
    }

    /** Waits until the process and its children are gone. */
    Exit end() {
        this.client.close();
        return this.sidecar.stop();
    }
}
