package editoragent.core;

import editoragent.core.acp.AcpClient;
import editoragent.core.acp.ConfigOption;
import editoragent.core.acp.FormAnswer;
import editoragent.core.acp.Grant;
import editoragent.core.acp.McpServers;
import editoragent.core.acp.Mention;
import editoragent.core.acp.TrustRoot;
import editoragent.core.rpc.Failures;
import editoragent.core.rpc.Sidecar;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * The agent of one project: its sidecar, started when it is first needed and again when it ends by itself, and the session that is open in it.
 *
 * <p>May be used from any thread; no method but {@link #close} waits. What happens is done on one thread of the agent's own, in the order in
 * which it was asked for.
 */
public final class Agent implements AutoCloseable {
    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, work -> {
        Thread own = new Thread(work, "editoragent-agent");
        own.setDaemon(true);
        return own;
    });
    private final Journal journal = new Journal();
    private final AtomicLong keys = new AtomicLong();
    private final AgentSession session;
    private final History history;

    public Agent(EditorHost host, Supplier<SidecarCommand> command) {
        this.thread.setRemoveOnCancelPolicy(true);
        this.session = new AgentSession(Objects.requireNonNull(host), Objects.requireNonNull(command), this.thread, this.journal);
        this.history = new History(this, host);
    }

    /** Tells what happened so far, then what happens. */
    public void addListener(AgentListener listener) {
        this.run(() -> this.journal.add(listener));
    }

    public void removeListener(AgentListener listener) {
        this.run(() -> this.journal.remove(listener));
    }

    public AgentState state() {
        return this.session.state();
    }

    /** The id of the sidecar's process; 0 while there is none. */
    public long pid() {
        Life now = this.session.life();
        return now == null ? 0 : now.sidecar().pid();
    }

    /** The last lines of the sidecar's log. */
    public List<String> log() {
        Life now = this.session.life();
        return now == null ? List.of() : now.sidecar().log();
    }

    /** Starts the sidecar and opens a session, where that has not happened. The exception's message is one line for the user. */
    public CompletableFuture<Void> start() {
        return this.ask((client, sessionId) -> CompletableFuture.completedFuture(null));
    }

    /**
     * Runs a turn, behind the one that runs. The future ends with the stop reason; its exception's message is one line for the user, who is told
     * in the panel, too.
     */
    public CompletableFuture<String> prompt(String text) {
        return this.prompt(Prompt.of(text));
    }

    public CompletableFuture<String> prompt(Prompt prompt) {
        return this.submit(Turn.saying(this.keys.incrementAndGet(), prompt));
    }

    /** Runs a turn about a place in a file, as {@link #prompt} does. */
    public CompletableFuture<String> codeAction(CodeActionRequest request) {
        String text = CodeActionWords.of(request.kind()) + ": " + request.file().getFileName() + ":" + (request.startLine() + 1);
        return this.submit(new Turn(this.keys.incrementAndGet(), Prompt.of(text), false, (client, sessionId) -> client.codeAction(sessionId, request)));
    }

    /** Tells the turn that runs something, for its next step. Where none runs, or the agent cannot, it is a prompt. */
    public void steer(Prompt prompt) {
        Turn turn = Turn.saying(this.keys.incrementAndGet(), prompt);
        this.run(() -> this.session.steer(turn));
    }

    /** Takes back a prompt that waits. */
    public void unqueue(long key) {
        this.run(() -> this.session.turns().unqueue(key));
    }

    /** Ends the turn that runs, if one does. Open questions count as not allowed. */
    public void cancel() {
        this.run(this.session.turns()::cancel);
    }

    public void answer(Reply reply) {
        this.run(() -> this.session.answer(reply));
    }

    /** What is allowed for longer than one call, in this session and its workspace. */
    public CompletableFuture<List<Grant>> grants() {
        return this.ask((client, sessionId) -> this.has("approvals") ? client.approvals().grants(sessionId) : CompletableFuture.completedFuture(List.of()));
    }

    public CompletableFuture<Void> revoke(String grantId) {
        return this.ask((client, sessionId) -> client.approvals().revoke(sessionId, grantId));
    }

    public void answerForm(String formId, FormAnswer answer) {
        this.run(() -> this.session.asking().answerForm(formId, answer));
    }

    /** Leaves the session that is open, which stays in the history, for an empty one. */
    public CompletableFuture<Void> newSession() {
        return this.supply(this.session::newSession);
    }

    public CompletableFuture<Void> openSession(String sessionId) {
        return this.supply(() -> this.session.openSession(sessionId));
    }

    public History history() {
        return this.history;
    }

    /** What the user may mean by some letters behind an @; nothing where the agent does not know. */
    public CompletableFuture<List<Mention>> mentions(String query) {
        return this.ask((client, sessionId) -> this.has("mentions") ? client.mentions(sessionId, query) : CompletableFuture.completedFuture(List.of()));
    }

    public CompletableFuture<Void> setMode(String modeId) {
        return this.ask((client, sessionId) -> client.setMode(sessionId, modeId));
    }

    public CompletableFuture<Void> setOption(ConfigOption option, String value) {
        return this.supply(() -> this.session.setOption(option, value));
    }

    public CompletableFuture<McpServers> mcpServers() {
        return this.ask(AcpClient::mcpServers);
    }

    /** @param verb "login", "logout", "enable", "disable" or "test" */
    public CompletableFuture<Void> mcp(String verb, String server) {
        return this.ask((client, sessionId) -> client.mcp(sessionId, verb, server));
    }

    /** Approves exactly what the fingerprint was shown with. */
    public CompletableFuture<Void> approveMcp(String server, String fingerprint) {
        return this.ask((client, sessionId) -> client.approveMcp(sessionId, server, fingerprint));
    }

    /** The directories of the session, and whether their code may run. */
    public CompletableFuture<List<TrustRoot>> trustRoots() {
        return this.ask(AcpClient::trustRoots);
    }

    /** Trusts exactly what was shown; for good, or while the session is open. */
    public CompletableFuture<Void> trust(TrustRoot root, boolean isLasting) {
        return this.ask((client, sessionId) -> client.trust(sessionId, root, isLasting));
    }

    /** The names of the model providers that take a key. */
    public CompletableFuture<List<String>> keyProviders() {
        return this.supply(this.session::keyProviders);
    }

    /** Keeps a provider's key in the user's own configuration and opens a session with it. */
    public CompletableFuture<Void> setKey(String provider, String key) {
        return this.supply(() -> this.session.setKey(provider, key));
    }

    /** Ends the sidecar and starts it again, with the session that was open. */
    public void restart() {
        this.run(this.session::restart);
    }

    /** Ends the sidecar and all its children. Returns when they are gone: at once as a rule, after some seconds at the most. */
    @Override
    public void close() {
        CompletableFuture<Life> last = this.supply(() -> CompletableFuture.completedFuture(this.session.close()));
        Life life = this.session.life();
        try {
            life = last.get(Sidecar.GOODBYE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // It was closed before; or an editor that is told something waits for who waits here, and the process is ended all the same.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }

        if (life != null) {
            life.end();
        }

        this.thread.shutdownNow();
    }

    private CompletableFuture<String> submit(Turn turn) {
        if (!this.run(() -> this.session.turns().submit(turn))) {
            turn.ended.completeExceptionally(closed());
        }

        return turn.ended;
    }

    boolean has(String feature) {
        return this.session.has(feature);
    }

    /** When a session is open. */
    <T> CompletableFuture<T> ask(BiFunction<AcpClient, String, CompletableFuture<T>> question) {
        return this.supply(() -> this.session.ask(question));
    }

    private <T> CompletableFuture<T> supply(Supplier<CompletableFuture<T>> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        boolean isTaken = this.run(() -> {
            try {
                work.get().whenComplete((value, error) -> {
                    if (error == null) {
                        result.complete(value);
                    } else {
                        result.completeExceptionally(Failures.rootOf(error));
                    }
                });
            } catch (RuntimeException e) {
                result.completeExceptionally(e);
            }
        });
        if (!isTaken) {
            result.completeExceptionally(closed());
        }

        return result;
    }

    private boolean run(Runnable work) {
        try {
            this.thread.execute(work);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    private static IllegalStateException closed() {
        return new IllegalStateException("The project is closing; editor-agent is not started again.");
    }
}
