package editoragent.core;

import editoragent.core.acp.AcpClient;
import editoragent.core.acp.ConfigOption;
import editoragent.core.acp.FormAnswer;
import editoragent.core.acp.FormRequest;
import editoragent.core.acp.OpenedSession;
import editoragent.core.acp.PendingApproval;
import editoragent.core.acp.PermissionAnswer;
import editoragent.core.acp.PermissionOption;
import editoragent.core.acp.PermissionRequest;
import editoragent.core.acp.SessionUpdate;
import editoragent.core.acp.TurnEnd;
import editoragent.core.rpc.ConnectionClosedException;
import editoragent.core.rpc.Exit;
import editoragent.core.rpc.Failures;
import editoragent.core.rpc.RestartPolicy;
import editoragent.core.rpc.RpcException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** The one session that a project shows, over all lives of the sidecar. Everything in here happens on the agent's thread. */
final class AgentSession {
    static final String VERSION = "0.1.0";

    private record Incoming(String sessionId, List<SessionUpdate> history) {
    }

    /** @param behind the message that was being written when it was said */
    private record Steered(Turn turn, Optional<String> behind) {
    }

    private record OpenForm(Form form, CompletableFuture<FormAnswer> answer) {
    }

    private final EditorHost host;
    private final Supplier<SidecarCommand> command;
    private final ScheduledExecutorService thread;
    private final Journal journal;
    private final RestartPolicy policy = new RestartPolicy();
    private final Questions questions = new Questions();
    private final Deque<Turn> queue = new ArrayDeque<>();
    private final List<Steered> steered = new ArrayList<>();
    private final Map<String, OpenForm> forms = new LinkedHashMap<>();
    private volatile AgentState state = AgentState.STOPPED;
    private volatile Life life;
    private Life starting;
    private Future<?> retry;
    private CompletableFuture<Void> opening;
    private Incoming incoming;
    private String sessionId;
    private boolean isOpen;
    private boolean isHeld;
    private boolean isClosed;
    private Turn turn;
    private Optional<String> lastMessageId = Optional.empty();
    private long formCounter;

    AgentSession(EditorHost host, Supplier<SidecarCommand> command, ScheduledExecutorService thread, Journal journal) {
        this.host = host;
        this.command = command;
        this.thread = thread;
        this.journal = journal;
    }

    AgentState state() {
        return this.state;
    }

    /** The life that runs; null where there is none. */
    Life life() {
        return this.life;
    }

    /** When a session is open. */
    <T> CompletableFuture<T> ask(BiFunction<AcpClient, String, CompletableFuture<T>> question) {
        return this.ensure().thenComposeAsync(nothing -> {
            Life now = this.life;
            return now == null ? CompletableFuture.failedFuture(gone()) : question.apply(now.client(), this.sessionId);
        }, this.thread);
    }

    void submit(Turn next) {
        this.isHeld = false;
        if (this.turn == null && this.isOpen) {
            this.begin(next);
            return;
        }

        this.queue.addLast(next);
        this.say(next, Said.Waiting.QUEUED);
        if (this.turn == null) {
            this.ensure().whenCompleteAsync((nothing, error) -> this.opened(error), this.thread);
        }
    }

    void steer(Turn next) {
        if (this.turn == null || !this.has("steer")) {
            this.submit(next);
            return;
        }

        Steered told = new Steered(next, this.lastMessageId);
        this.steered.add(told);
        this.say(next, Said.Waiting.STEERING);
        this.life.client().steer(this.sessionId, next.prompt.blocks()).whenCompleteAsync((nothing, error) -> {
            // The turn had ended meanwhile: it is the next prompt then.
            if (error != null && this.steered.remove(told)) {
                this.queue.addFirst(next);
                this.unsay(next);
                this.say(next, Said.Waiting.QUEUED);
                this.sendNext();
            }
        }, this.thread);
    }

    void unqueue(long key) {
        this.queue.stream().filter(waiting -> waiting.key == key).findFirst().ifPresent(waiting -> {
            this.queue.remove(waiting);
            this.unsay(waiting);
            waiting.ended.complete("cancelled");
        });
    }

    void cancel() {
        if (this.turn == null || this.life == null) {
            return;
        }

        this.turn.isCancelled = true;
        this.isHeld = true;
        this.journal.tell(AgentListener::turnCancelling);
        this.life.client().cancel(this.sessionId);
        this.dropQuestions(QuestionOutcome.WITHDRAWN);
    }

    void answer(Reply reply) {
        this.questions.take(reply).ifPresent(open -> {
            PermissionOption option = Questions.optionOf(open.question(), reply.optionId()).orElseThrow();
            Optional<String> said = Optional.of(reply.feedback()).filter(text -> !option.isAllowing() && !text.isEmpty());
            this.journal.tell(listener -> listener.answered(
                    reply.questionId(), QuestionOutcome.selected(option.name(), option.isAllowing(), reply.arguments().isPresent(), said.orElse(""))));
            open.pending().ifPresentOrElse(
                    pending -> this.resume(pending, reply, said),
                    () -> open.answer().complete(new PermissionAnswer(Optional.of(reply.optionId()), said, reply.arguments())));
        });
    }

    void answerForm(String formId, FormAnswer answer) {
        OpenForm form = this.forms.remove(formId);
        if (form != null) {
            form.answer().complete(answer);
            this.journal.tell(listener -> listener.formClosed(formId));
        }
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
        Life now = this.life;
        return now == null || !this.has("keys") ? CompletableFuture.completedFuture(List.of()) : now.client().keyProviders();
    }

    CompletableFuture<Void> setKey(String provider, String key) {
        Life now = this.life;
        return now == null ? CompletableFuture.failedFuture(gone()) : now.client().setKey(provider, key).thenComposeAsync(nothing -> this.ensure(), this.thread);
    }

    void restart() {
        this.policy.reset();
        this.stopRetrying();
        Life last = this.life == null ? this.starting : this.life;
        this.detach();
        this.become(AgentState.STARTING, "");
        CompletableFuture.runAsync(() -> {
            if (last != null) {
                last.end();
            }
        }).thenRunAsync(this::ensure, this.thread);
    }

    /** The life that is to be ended by who calls; null where there is none. */
    Life close() {
        this.isClosed = true;
        this.stopRetrying();
        Life last = this.life == null ? this.starting : this.life;
        this.detach();
        this.starting = null;
        this.queue.forEach(waiting -> waiting.ended.complete("cancelled"));
        this.queue.clear();
        this.become(AgentState.STOPPED, "");
        return last;
    }

    private CompletableFuture<Void> ensure() {
        if (this.isClosed) {
            return CompletableFuture.failedFuture(new IllegalStateException("The project is closing; editor-agent is not started again."));
        }

        if (this.isOpen) {
            return CompletableFuture.completedFuture(null);
        }

        if (this.opening == null) {
            this.stopRetrying();
            CompletableFuture<Void> work = (this.life == null ? this.begin() : CompletableFuture.<Void>completedFuture(null)).thenComposeAsync(nothing -> this.openLast(), this.thread);
            this.opening = work;
            work.whenCompleteAsync((nothing, error) -> this.opening = this.opening == work ? null : this.opening, this.thread);
        }

        return this.opening;
    }

    private CompletableFuture<Void> begin() {
        this.become(AgentState.STARTING, "");
        Life begun;
        try {
            begun = Life.begin(this.command.get(), one -> new Inbound(this, one, this.host, this.thread));
        } catch (IOException | RuntimeException e) {
            this.fail(Failures.lineOf(e));
            return CompletableFuture.failedFuture(e);
        }

        this.starting = begun;
        begun.sidecar().exited().thenAcceptAsync(exit -> this.ended(begun, exit), this.thread);
        return begun.greet(VERSION).handleAsync((features, error) -> {
            boolean isWanted = this.starting == begun;
            this.starting = isWanted ? null : this.starting;
            if (error != null) {
                if (isWanted) {
                    this.fail(Failures.lineOf(error));
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

    private CompletableFuture<Void> openLast() {
        if (this.sessionId == null || !this.life.features().canLoad()) {
            return this.create();
        }

        return this.load(this.sessionId).exceptionallyCompose(error ->
                Failures.isCode(error, RpcException.RESOURCE_NOT_FOUND) ? CompletableFuture.supplyAsync(this::create, this.thread).thenCompose(done -> done) : CompletableFuture.failedFuture(error));
    }

    private CompletableFuture<Void> create() {
        Life now = this.life;
        this.incoming = new Incoming("", new ArrayList<>());
        return this.taking(now, now.client().newSession(this.host.workspace()));
    }

    private CompletableFuture<Void> load(String id) {
        Life now = this.life;
        this.incoming = new Incoming(id, new ArrayList<>());
        return this.taking(now, now.client().loadSession(id, this.host.workspace())).thenComposeAsync(nothing -> this.askResting(), this.thread);
    }

    private CompletableFuture<Void> taking(Life now, CompletableFuture<OpenedSession> asked) {
        return asked.handleAsync((opened, error) -> {
            List<SessionUpdate> history = this.incoming == null ? List.of() : this.incoming.history();
            this.incoming = null;
            if (error == null && this.life == now) {
                this.take(opened, history);
                return null;
            }

            Throwable cause = error == null ? gone() : Failures.rootOf(error);
            if (Failures.isCode(cause, RpcException.AUTHENTICATION_REQUIRED)) {
                this.become(AgentState.NO_MODEL, Failures.lineOf(cause));
            } else if (!(cause instanceof ConnectionClosedException) && !this.isOpen && !Failures.isCode(cause, RpcException.RESOURCE_NOT_FOUND)) {
                this.become(AgentState.FAILED, Failures.lineOf(cause));
            }

            throw new CompletionException(cause);
        }, this.thread);
    }

    private void take(OpenedSession opened, List<SessionUpdate> history) {
        this.dropQuestions(QuestionOutcome.WITHDRAWN);
        this.sessionId = opened.sessionId();
        this.isOpen = true;
        this.journal.opened(listener -> listener.sessionOpened(opened, List.copyOf(history)));
        this.queue.forEach(waiting -> this.say(waiting, Said.Waiting.QUEUED));
        this.become(AgentState.READY, "");
    }

    private CompletableFuture<Void> askResting() {
        if (!this.has("approvals")) {
            return CompletableFuture.completedFuture(null);
        }

        return this.life.client().approvals().pending(this.sessionId).handleAsync((pending, error) -> {
            for (PendingApproval one : pending == null ? List.<PendingApproval>of() : pending) {
                if (one.isResting()) {
                    this.put(this.questions.rest(one).question());
                }
            }

            return null;
        }, this.thread);
    }

    private CompletableFuture<Void> change(Supplier<CompletableFuture<Void>> work) {
        if (this.turn != null) {
            return CompletableFuture.failedFuture(new IllegalStateException("A turn is running. Stop it first, then change the conversation."));
        }

        return this.ensure().thenComposeAsync(nothing -> {
            this.queue.forEach(waiting -> waiting.ended.complete("cancelled"));
            this.queue.clear();
            return work.get();
        }, this.thread);
    }

    private void opened(Throwable error) {
        if (error == null) {
            this.sendNext();
            return;
        }

        Throwable cause = Failures.rootOf(error);
        for (Turn waiting = this.queue.pollFirst(); waiting != null; waiting = this.queue.pollFirst()) {
            Turn lost = waiting;
            this.unsay(lost);
            if (lost.isSaidHere) {
                this.journal.pass(listener -> listener.notSent(lost.prompt));
            }

            lost.ended.completeExceptionally(cause);
        }
    }

    private void begin(Turn next) {
        this.dropQuestions(QuestionOutcome.WITHDRAWN);
        if (next.isSaidHere) {
            this.say(next, Said.Waiting.NO);
        }

        this.run(next);
    }

    private void run(Turn next) {
        Life now = this.life;
        this.turn = next;
        this.lastMessageId = Optional.empty();
        this.journal.tell(listener -> listener.turnChanged(true));
        next.begin.apply(now.client(), this.sessionId).whenCompleteAsync((end, error) -> {
            // When the connection broke, the end of the process follows and ends the turn.
            if (!(error != null && Failures.rootOf(error) instanceof ConnectionClosedException)) {
                this.end(next, end, error);
            }
        }, this.thread);
    }

    private void end(Turn ended, TurnEnd end, Throwable error) {
        if (this.turn != ended) {
            return;
        }

        this.turn = null;
        this.readSteered(Optional.empty());
        if (error != null) {
            this.tell("error", Failures.lineOf(error));
        } else {
            TurnWords.of(end.stopReason()).ifPresent(line -> this.tell("warning", line));
        }

        if (ended.isCancelled && !this.queue.isEmpty()) {
            this.tell("info", "What you queued waits. It goes out behind your next prompt; take it back if it is no longer wanted.");
        }

        this.dropQuestions(QuestionOutcome.WITHDRAWN);
        this.journal.tell(listener -> listener.turnChanged(false));
        if (error == null) {
            ended.ended.complete(end.stopReason());
        } else {
            ended.ended.completeExceptionally(Failures.rootOf(error));
        }

        this.sendNext();
    }

    private void sendNext() {
        if (this.turn != null || !this.isOpen || this.isHeld || this.questions.isOneResting() || this.queue.isEmpty()) {
            return;
        }

        Turn next = this.queue.pollFirst();
        this.unsay(next);
        this.begin(next);
    }

    private void resume(PendingApproval pending, Reply reply, Optional<String> feedback) {
        String[] parts = reply.optionId().split("_");
        boolean isGrant = parts.length == 3 && parts[0].equals("allow");
        String outcome = isGrant ? "allow_" + parts[1] : reply.optionId().equals("allow_once") ? reply.optionId() : "reject";
        Optional<String> grant = isGrant ? Optional.of(pending.grants().get(Integer.parseInt(parts[2]))) : Optional.empty();
        this.run(new Turn(0, Prompt.of(pending.title()), false, (client, id) -> client.approvals().answer(id, pending, outcome, grant, feedback, reply.arguments())));
    }

    private void ended(Life last, Exit exit) {
        if (this.life != last) {
            return;
        }

        this.detach();
        String reason = "editor-agent ended unexpectedly (" + exit.words() + ").";
        Optional<Duration> pause = this.policy.afterEnd(last.lived());
        if (pause.isEmpty()) {
            this.fail(reason + " It did so several times in a row and is not started again by itself.");
            return;
        }

        this.become(AgentState.LOST, reason + " What was saved is safe; what ran was stopped. It is started again.");
        this.host.notify(new Notice(Notice.Kind.WARNING, reason + " It is started again; your conversation and files are safe."));
        this.retry = this.thread.schedule(() -> {
            this.retry = null;
            this.ensure();
        }, pause.get().toMillis(), TimeUnit.MILLISECONDS);
    }

    /** What was open is not allowed; what was queued waits for the user. */
    private void detach() {
        Turn lost = this.turn;
        this.life = null;
        this.starting = null;
        this.opening = null;
        this.incoming = null;
        this.isOpen = false;
        this.turn = null;
        this.steered.clear();
        this.isHeld = true;
        this.dropQuestions(QuestionOutcome.LOST);
        if (lost != null) {
            this.journal.tell(listener -> listener.turnChanged(false));
            lost.ended.completeExceptionally(gone());
        }
    }

    private void dropQuestions(QuestionOutcome outcome) {
        this.questions.withdrawAll().forEach(id -> this.journal.tell(listener -> listener.answered(id, outcome)));
        List.copyOf(this.forms.keySet()).forEach(id -> this.answerForm(id, FormAnswer.CANCEL));
    }

    private void put(Question question) {
        this.journal.tell(listener -> listener.asked(question));
        this.host.notify(new Notice(Notice.Kind.QUESTION, "EditorAgent needs your answer: " + question.title()));
    }

    private void readSteered(Optional<String> messageId) {
        for (Steered one : List.copyOf(this.steered)) {
            if (messageId.isEmpty() || !one.behind().equals(messageId)) {
                this.steered.remove(one);
                this.unsay(one.turn());
                this.say(one.turn(), Said.Waiting.NO);
            }
        }

        this.lastMessageId = messageId;
    }

    private void say(Turn one, Said.Waiting waiting) {
        Said said = new Said(one.key, one.prompt, waiting);
        this.journal.tell(listener -> listener.said(said));
    }

    private void unsay(Turn one) {
        this.journal.tell(listener -> listener.unsaid(one.key));
    }

    private void tell(String severity, String line) {
        this.journal.update(new SessionUpdate.Told(severity, line, ""));
    }

    private void fail(String line) {
        this.become(AgentState.FAILED, line);
        this.host.notify(new Notice(Notice.Kind.ERROR, line));
    }

    private void become(AgentState next, String detail) {
        this.state = next;
        this.journal.state(listener -> listener.stateChanged(next, detail));
    }

    boolean has(String feature) {
        Life now = this.life;
        return now != null && now.features() != null && now.features().has(feature);
    }

    private void stopRetrying() {
        if (this.retry != null) {
            this.retry.cancel(false);
            this.retry = null;
        }
    }

    private static ConnectionClosedException gone() {
        return new ConnectionClosedException("editor-agent ended before it answered. Look at what was done so far, then try again.");
    }

    /** The answer is completed on the agent's thread. */
    void asked(Life from, PermissionRequest request, CompletableFuture<Void> withdrawn, CompletableFuture<PermissionAnswer> answer) {
        if (!request.sessionId().equals(this.sessionId) || withdrawn.isDone()) {
            answer.complete(PermissionAnswer.CANCELLED);
            return;
        }

        Questions.Open open = this.questions.ask(request);
        open.answer().thenAccept(answer::complete);
        withdrawn.thenRunAsync(() -> this.withdrawn(from, open.question().id()), this.thread);
        this.put(open.question());
    }

    void formAsked(FormRequest request, CompletableFuture<Void> withdrawn, CompletableFuture<FormAnswer> answer) {
        String id = request.id().isEmpty() ? "form_" + ++this.formCounter : request.id();
        Form form = new Form(id, request);
        this.forms.put(id, new OpenForm(form, answer));
        withdrawn.thenRunAsync(() -> this.answerForm(id, FormAnswer.CANCEL), this.thread);
        this.journal.tell(listener -> listener.formAsked(form));
        this.host.notify(new Notice(Notice.Kind.QUESTION, "EditorAgent needs your answer: " + request.message()));
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
            this.readSteered(chunk.messageId());
        } else if (update instanceof SessionUpdate.ThoughtChunk chunk) {
            this.readSteered(chunk.messageId());
        }

        this.journal.update(update);
    }

    /** A connection that breaks withdraws nothing: the end of the process tells that it is lost. */
    private void withdrawn(Life from, String questionId) {
        if (this.life == from && !from.client().closed().isDone() && this.questions.withdraw(questionId)) {
            this.journal.tell(listener -> listener.answered(questionId, QuestionOutcome.WITHDRAWN));
        }
    }
}
