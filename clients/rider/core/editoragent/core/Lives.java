package editoragent.core;

import editoragent.core.acp.AcpHandler;
import editoragent.core.rpc.ConnectionClosedException;
import editoragent.core.rpc.Exit;
import editoragent.core.rpc.Failures;
import editoragent.core.rpc.RestartPolicy;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/** The lives of the sidecar: begun when one is needed, and again after one that ended by itself. Everything but {@link #now} happens on the agent's thread. */
final class Lives {
    private final EditorHost host;
    private final Supplier<SidecarCommand> command;
    private final ScheduledExecutorService thread;
    private final Standing standing;
    private final Function<Life, AcpHandler> handler;
    private final Runnable lost;
    private final Runnable again;
    private final RestartPolicy policy = new RestartPolicy();
    private volatile Life life;
    private Life starting;
    private Future<?> retry;
    private boolean isClosed;

    /**
     * @param lost lets go of everything that was open in the life that ended, the life itself with {@link #letGo}
     * @param again begins another life after a pause
     */
    Lives(EditorHost host, Supplier<SidecarCommand> command, ScheduledExecutorService thread, Standing standing, Function<Life, AcpHandler> handler, Runnable lost, Runnable again) {
        this.host = host;
        this.command = command;
        this.thread = thread;
        this.standing = standing;
        this.handler = handler;
        this.lost = lost;
        this.again = again;
    }

    /** The life that runs; null where there is none. */
    Life now() {
        return this.life;
    }

    boolean isClosed() {
        return this.isClosed;
    }

    /** When a life runs and has greeted. */
    CompletableFuture<Void> ensure() {
        this.stopRetrying();
        return this.life == null ? this.begin() : CompletableFuture.completedFuture(null);
    }

    /** Gives the life that runs or begins, which is no longer ours then; null where there is none. */
    Life letGo() {
        Life last = this.life == null ? this.starting : this.life;
        this.life = null;
        this.starting = null;
        return last;
    }

    /** For a restart that the user wants: what happened before does not count. */
    void forgive() {
        this.policy.reset();
        this.stopRetrying();
    }

    /** None begins any more. */
    void close() {
        this.isClosed = true;
        this.stopRetrying();
    }

    static ConnectionClosedException gone() {
        return new ConnectionClosedException("editor-agent ended before it answered. Look at what was done so far, then try again.");
    }

    private CompletableFuture<Void> begin() {
        this.standing.become(AgentState.STARTING, "");
        Life begun;
        try {
            begun = Life.begin(this.command.get(), this.handler);
        } catch (IOException | RuntimeException e) {
            this.standing.fail(Failures.lineOf(e));
            return CompletableFuture.failedFuture(e);
        }

        this.starting = begun;
        begun.sidecar().exited().thenAcceptAsync(exit -> this.ended(begun, exit), this.thread);
        return begun.greet(AgentSession.VERSION, !this.host.isTrusted()).handleAsync((features, error) -> {
            boolean isWanted = this.starting == begun;
            this.starting = isWanted ? null : this.starting;
            if (error != null) {
                if (isWanted) {
                    this.standing.fail(Failures.lineOf(error));
                }

                throw new CompletionException(Failures.rootOf(error));
            }

            if (!isWanted || this.isClosed) {
                throw new CompletionException(gone());
            }

            this.life = begun;
            return null;
        }, this.thread);
    }

    private void ended(Life last, Exit exit) {
        if (this.life != last) {
            return;
        }

        this.lost.run();
        String reason = "editor-agent ended unexpectedly (" + exit.words() + ").";
        Optional<Duration> pause = this.policy.afterEnd(last.lived());
        if (pause.isEmpty()) {
            this.standing.fail(reason + " It did so several times in a row and is not started again by itself.");
            return;
        }

        this.standing.become(AgentState.LOST, reason + " What was saved is safe; what ran was stopped. It is started again.");
        this.host.notify(new Notice(Notice.Kind.WARNING, reason + " It is started again; your conversation and files are safe."));
        this.retry = this.thread.schedule(() -> {
            this.retry = null;
            this.again.run();
        }, pause.get().toMillis(), TimeUnit.MILLISECONDS);
    }

    private void stopRetrying() {
        if (this.retry != null) {
            this.retry.cancel(false);
            this.retry = null;
        }
    }
}
