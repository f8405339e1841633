package editoragent.core;

import editoragent.core.acp.PendingApproval;
import editoragent.core.acp.SessionUpdate;
import editoragent.core.acp.TurnEnd;
import editoragent.core.rpc.ConnectionClosedException;
import editoragent.core.rpc.Failures;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** The turn that runs, what waits behind it, and what it is told meanwhile. On the agent's thread only. */
final class Turns {
    /** @param behind the message that was being written when it was said */
    private record Steered(Turn turn, Optional<String> behind) {
    }

    private final Executor thread;
    private final Journal journal;
    private final Asking asking;
    private final Supplier<Optional<LiveSession>> session;
    private final Supplier<CompletableFuture<Void>> ensure;
    private final Deque<Turn> queue = new ArrayDeque<>();
    private final List<Steered> steered = new ArrayList<>();
    private Optional<String> lastMessageId = Optional.empty();
    private boolean isHeld;
    private Turn running;

    /**
     * @param session the one that is open
     * @param ensure opens one where none is
     */
    Turns(Executor thread, Journal journal, Asking asking, Supplier<Optional<LiveSession>> session, Supplier<CompletableFuture<Void>> ensure) {
        this.thread = thread;
        this.journal = journal;
        this.asking = asking;
        this.session = session;
        this.ensure = ensure;
    }

    boolean isRunning() {
        return this.running != null;
    }

    void submit(Turn next) {
        this.isHeld = false;
        Optional<LiveSession> open = this.session.get();
        if (this.running == null && open.isPresent()) {
            this.begin(next, open.get());
            return;
        }

        this.queue.addLast(next);
        this.say(next, Said.Waiting.QUEUED);
        if (this.running == null) {
            this.ensure.get().whenCompleteAsync((nothing, error) -> this.opened(error), this.thread);
        }
    }

    /** Tells the turn that runs; where none does, it is the next prompt. */
    void steer(Turn next) {
        Optional<LiveSession> open = this.session.get();
        if (this.running == null || open.isEmpty()) {
            this.submit(next);
            return;
        }

        Steered told = new Steered(next, this.lastMessageId);
        this.steered.add(told);
        this.say(next, Said.Waiting.STEERING);
        open.get().client().steer(open.get().id(), next.prompt.blocks()).whenCompleteAsync((nothing, error) -> {
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
        Optional<LiveSession> open = this.session.get();
        if (this.running == null || open.isEmpty()) {
            return;
        }

        this.running.isCancelled = true;
        this.isHeld = true;
        this.journal.tell(AgentListener::turnCancelling);
        open.get().client().cancel(open.get().id());
        this.asking.drop(QuestionOutcome.WITHDRAWN);
    }

    /** Goes on with the turn of a question that outlived its process. */
    void resume(LiveSession open, PendingApproval pending, Reply reply, Optional<String> feedback) {
        String[] parts = reply.optionId().split("_");
        boolean isGrant = parts.length == 3 && parts[0].equals("allow");
        String outcome = isGrant ? "allow_" + parts[1] : reply.optionId().equals("allow_once") ? reply.optionId() : "reject";
        Optional<String> grant = isGrant ? Optional.of(pending.grants().get(Integer.parseInt(parts[2]))) : Optional.empty();
        this.run(new Turn(0, Prompt.of(pending.title()), false, (client, id) -> client.approvals().answer(id, pending, outcome, grant, feedback, reply.arguments())), open);
    }

    /** What was steered before this message is read by now; without one, all of it. */
    void read(Optional<String> messageId) {
        for (Steered one : List.copyOf(this.steered)) {
            if (messageId.isEmpty() || !one.behind().equals(messageId)) {
                this.steered.remove(one);
                this.unsay(one.turn());
                this.say(one.turn(), Said.Waiting.NO);
            }
        }

        this.lastMessageId = messageId;
    }

    /** Another transcript is shown: what waits stands at its end again. */
    void sayWaiting() {
        this.queue.forEach(waiting -> this.say(waiting, Said.Waiting.QUEUED));
    }

    /** Nothing waits any more. */
    void clear() {
        this.queue.forEach(waiting -> waiting.ended.complete("cancelled"));
        this.queue.clear();
    }

    /** The process is gone. What was open is not allowed; what was queued waits for the user. */
    void lose() {
        Turn lost = this.running;
        this.running = null;
        this.steered.clear();
        this.isHeld = true;
        this.asking.drop(QuestionOutcome.LOST);
        if (lost != null) {
            this.journal.tell(listener -> listener.turnChanged(false));
            lost.ended.completeExceptionally(Lives.gone());
        }
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

    private void begin(Turn next, LiveSession open) {
        this.asking.drop(QuestionOutcome.WITHDRAWN);
        if (next.isSaidHere) {
            this.say(next, Said.Waiting.NO);
        }

        this.run(next, open);
    }

    private void run(Turn next, LiveSession open) {
        this.running = next;
        this.lastMessageId = Optional.empty();
        this.journal.tell(listener -> listener.turnChanged(true));
        next.begin.apply(open.client(), open.id()).whenCompleteAsync((end, error) -> {
            // When the connection broke, the end of the process follows and ends the turn.
            if (!(error != null && Failures.rootOf(error) instanceof ConnectionClosedException)) {
                this.end(next, end, error);
            }
        }, this.thread);
    }

    private void end(Turn ended, TurnEnd end, Throwable error) {
        if (this.running != ended) {
            return;
        }

        this.running = null;
        this.read(Optional.empty());
        if (error != null) {
            this.tell("error", Failures.lineOf(error));
        } else {
            TurnWords.of(end.stopReason()).ifPresent(line -> this.tell("warning", line));
        }

        if (ended.isCancelled && !this.queue.isEmpty()) {
            this.tell("info", "What you queued waits. It goes out behind your next prompt; take it back if it is no longer wanted.");
        }

        this.asking.drop(QuestionOutcome.WITHDRAWN);
        this.journal.tell(listener -> listener.turnChanged(false));
        if (error == null) {
            ended.ended.complete(end.stopReason());
        } else {
            ended.ended.completeExceptionally(Failures.rootOf(error));
        }

        this.sendNext();
    }

    private void sendNext() {
        Optional<LiveSession> open = this.session.get();
        if (this.running != null || open.isEmpty() || this.isHeld || this.asking.isOneResting() || this.queue.isEmpty()) {
            return;
        }

        Turn next = this.queue.pollFirst();
        this.unsay(next);
        this.begin(next, open.get());
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
}
