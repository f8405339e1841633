package editoragent.core;

import editoragent.core.acp.AcpClient;
import editoragent.core.acp.ConfigOption;
import editoragent.core.acp.OpenedSession;
import editoragent.core.acp.PendingApproval;
import editoragent.core.acp.PermissionAnswer;
import editoragent.core.acp.PermissionRequest;
import editoragent.core.acp.SessionUpdate;
import editoragent.core.rpc.ConnectionClosedException;
import editoragent.core.rpc.Failures;
import editoragent.core.rpc.RpcException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** The one session that a project shows, over all lives of the sidecar. Everything in here happens on the agent's thread. */
final class AgentSession {
    static final String VERSION = "0.1.0";

    private record Incoming(String sessionId, List<SessionUpdate> history) {
    }

    private final EditorHost host;
    private final ScheduledExecutorService thread;
    private final Journal journal;
    private final Standing standing;
    private final Lives lives;
    private final Asking asking;
    private final Turns turns;
    private CompletableFuture<Void> opening;
    private Incoming incoming;
    private String sessionId;
    private boolean isOpen;

    AgentSession(EditorHost host, Supplier<SidecarCommand> command, ScheduledExecutorService thread, Journal journal) {
        this.host = host;
        this.thread = thread;
        this.journal = journal;
        this.standing = new Standing(host, journal);
        this.lives = new Lives(host, command, thread, this.standing, one -> new Inbound(this, one, host, thread), this::letGo, this::ensure);
        this.asking = new Asking(host, thread, journal);
        this.turns = new Turns(thread, journal, this.asking, this::open, this::ensure);
    }

    AgentState state() {
        return this.standing.state();
    }

    /** The life that runs; null where there is none. */
    Life life() {
        return this.lives.now();
    }

    Turns turns() {
        return this.turns;
    }

    Asking asking() {
        return this.asking;
    }

    boolean has(String feature) {
        Life now = this.lives.now();
        return now != null && now.features() != null && now.features().has(feature);
    }

    /** When a session is open. */
    <T> CompletableFuture<T> ask(BiFunction<AcpClient, String, CompletableFuture<T>> question) {
        return this.ensure().thenComposeAsync(nothing -> {
            Life now = this.lives.now();
            return now == null ? CompletableFuture.failedFuture(Lives.gone()) : question.apply(now.client(), this.sessionId);
        }, this.thread);
    }

    void steer(Turn next) {
        if (this.has("steer")) {
            this.turns.steer(next);
        } else {
            this.turns.submit(next);
        }
    }

    void answer(Reply reply) {
        this.asking.answer(reply, (pending, feedback) -> this.open().ifPresent(open -> this.turns.resume(open, pending, reply, feedback)));
    }

    CompletableFuture<Void> newSession() {
        return this.change(this::create);
    }

    CompletableFuture<Void> openSession(String id) {
        return this.change(() -> this.load(id));
    }

    CompletableFuture<Void> setOption(ConfigOption option, String value) {
        return this.ask((client, id) -> client.setOption(id, option, value))
                .thenAcceptAsync(options -> this.journal.update(new SessionUpdate.OptionsChanged(options)), this.thread);
    }

    CompletableFuture<List<String>> keyProviders() {
        Life now = this.lives.now();
        return now == null || !this.has("keys") ? CompletableFuture.completedFuture(List.of()) : now.client().keyProviders();
    }

    CompletableFuture<Void> setKey(String provider, String key) {
        Life now = this.lives.now();
        return now == null ? CompletableFuture.failedFuture(Lives.gone()) : now.client().setKey(provider, key).thenComposeAsync(nothing -> this.ensure(), this.thread);
    }

    void restart() {
        this.lives.forgive();
        Life last = this.letGo();
        this.standing.become(AgentState.STARTING, "");
        CompletableFuture.runAsync(() -> {
            if (last != null) {
                last.end();
            }
        }).thenRunAsync(this::ensure, this.thread);
    }

    /** The life that is to be ended by who calls; null where there is none. */
    Life close() {
        this.lives.close();
        Life last = this.letGo();
        this.turns.clear();
        this.standing.become(AgentState.STOPPED, "");
        return last;
    }

    private Optional<LiveSession> open() {
        Life now = this.lives.now();
        return this.isOpen && now != null ? Optional.of(new LiveSession(now.client(), this.sessionId)) : Optional.empty();
    }

    private CompletableFuture<Void> ensure() {
        if (this.lives.isClosed()) {
            return CompletableFuture.failedFuture(new IllegalStateException("The project is closing; editor-agent is not started again."));
        }

        if (this.isOpen) {
            return CompletableFuture.completedFuture(null);
        }

        if (this.opening == null) {
            CompletableFuture<Void> work = this.lives.ensure().thenComposeAsync(nothing -> this.openLast(), this.thread);
            this.opening = work;
            work.whenCompleteAsync((nothing, error) -> this.opening = this.opening == work ? null : this.opening, this.thread);
        }

        return this.opening;
    }

    private CompletableFuture<Void> openLast() {
        if (this.sessionId == null || !this.lives.now().features().canLoad()) {
            return this.create();
        }

        return this.load(this.sessionId).exceptionallyCompose(error ->
                Failures.isCode(error, RpcException.RESOURCE_NOT_FOUND) ? CompletableFuture.supplyAsync(this::create, this.thread).thenCompose(done -> done) : CompletableFuture.failedFuture(error));
    }

    private CompletableFuture<Void> create() {
        Life now = this.lives.now();
        this.incoming = new Incoming("", new ArrayList<>());
        return this.taking(now, now.client().newSession(this.host.workspace()));
    }

    private CompletableFuture<Void> load(String id) {
        Life now = this.lives.now();
        this.incoming = new Incoming(id, new ArrayList<>());
        return this.taking(now, now.client().loadSession(id, this.host.workspace())).thenComposeAsync(nothing -> this.askResting(), this.thread);
    }

    private CompletableFuture<Void> taking(Life now, CompletableFuture<OpenedSession> asked) {
        return asked.handleAsync((opened, error) -> {
            List<SessionUpdate> history = this.incoming == null ? List.of() : this.incoming.history();
            this.incoming = null;
            if (error == null && this.lives.now() == now) {
                this.take(opened, history);
                return null;
            }

            Throwable cause = error == null ? Lives.gone() : Failures.rootOf(error);
            if (Failures.isCode(cause, RpcException.AUTHENTICATION_REQUIRED)) {
                this.standing.become(AgentState.NO_MODEL, Failures.lineOf(cause));
            } else if (!(cause instanceof ConnectionClosedException) && !this.isOpen && !Failures.isCode(cause, RpcException.RESOURCE_NOT_FOUND)) {
                this.standing.become(AgentState.FAILED, Failures.lineOf(cause));
            }

            throw new CompletionException(cause);
        }, this.thread);
    }

    private void take(OpenedSession opened, List<SessionUpdate> history) {
        this.asking.drop(QuestionOutcome.WITHDRAWN);
        this.sessionId = opened.sessionId();
        this.isOpen = true;
        this.journal.opened(listener -> listener.sessionOpened(opened, List.copyOf(history)));
        this.turns.sayWaiting();
        this.standing.become(this.lives.now().isRestricted() ? AgentState.RESTRICTED : AgentState.READY, "");
    }

    private CompletableFuture<Void> askResting() {
        if (!this.has("approvals")) {
            return CompletableFuture.completedFuture(null);
        }

        return this.lives.now().client().approvals().pending(this.sessionId).handleAsync((pending, error) -> {
            (pending == null ? List.<PendingApproval>of() : pending).stream().filter(PendingApproval::isResting).forEach(this.asking::rest);
            return null;
        }, this.thread);
    }

    private CompletableFuture<Void> change(Supplier<CompletableFuture<Void>> work) {
        if (this.turns.isRunning()) {
            return CompletableFuture.failedFuture(new IllegalStateException("A turn is running. Stop it first, then change the conversation."));
        }

        return this.ensure().thenComposeAsync(nothing -> {
            this.turns.clear();
            return work.get();
        }, this.thread);
    }

    private Life letGo() {
        Life last = this.lives.letGo();
        this.opening = null;
        this.incoming = null;
        this.isOpen = false;
        this.turns.lose();
        return last;
    }

    /** The answer is completed on the agent's thread. */
    void asked(Life from, PermissionRequest request, CompletableFuture<Void> withdrawn, CompletableFuture<PermissionAnswer> answer) {
        if (!request.sessionId().equals(this.sessionId) || withdrawn.isDone()) {
            answer.complete(PermissionAnswer.CANCELLED);
            return;
        }

        this.asking.ask(request, withdrawn, answer, () -> this.lives.now() == from && !from.client().closed().isDone());
    }

    void mcpChanged() {
        this.journal.pass(AgentListener::mcpChanged);
    }

    void updated(String id, SessionUpdate update) {
        if (this.incoming != null && (this.incoming.sessionId().isEmpty() ? !id.equals(this.sessionId) : id.equals(this.incoming.sessionId()))) {
            this.incoming.history().add(update);
            return;
        }

        if (!id.equals(this.sessionId)) {
            return;
        }

        if (update instanceof SessionUpdate.AgentChunk chunk) {
            this.turns.read(chunk.messageId());
        } else if (update instanceof SessionUpdate.ThoughtChunk chunk) {
            this.turns.read(chunk.messageId());
        }

        this.journal.update(update);
    }
}
