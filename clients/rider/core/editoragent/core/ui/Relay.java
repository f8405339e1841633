package editoragent.core.ui;

import editoragent.core.AgentListener;
import editoragent.core.AgentState;
import editoragent.core.Form;
import editoragent.core.Prompt;
import editoragent.core.Question;
import editoragent.core.QuestionOutcome;
import editoragent.core.Said;
import editoragent.core.acp.OpenedSession;
import editoragent.core.acp.SessionUpdate;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.swing.SwingUtilities;

/**
 * Brings what the agent tells to the event dispatch thread, in its order. What comes while the thread is busy is told in one go, and what is drawn is
 * settled once behind it: a fast stream costs no more than the screen can show.
 */
final class Relay implements AgentListener {
    private static final int MOST_AT_ONCE = 500;

    private final AgentListener target;
    private final Runnable settle;
    private final ConcurrentLinkedQueue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean isScheduled = new AtomicBoolean();

    Relay(AgentListener target, Runnable settle) {
        this.target = target;
        this.settle = settle;
    }

    @Override
    public void stateChanged(AgentState state, String detail) {
        this.later(() -> this.target.stateChanged(state, detail));
    }

    @Override
    public void turnChanged(boolean isRunning) {
        this.later(() -> this.target.turnChanged(isRunning));
    }

    @Override
    public void turnCancelling() {
        this.later(this.target::turnCancelling);
    }

    @Override
    public void sessionOpened(OpenedSession session, List<SessionUpdate> history) {
        this.later(() -> this.target.sessionOpened(session, history));
    }

    @Override
    public void updated(SessionUpdate update) {
        this.later(() -> this.target.updated(update));
    }

    @Override
    public void said(Said said) {
        this.later(() -> this.target.said(said));
    }

    @Override
    public void unsaid(long key) {
        this.later(() -> this.target.unsaid(key));
    }

    @Override
    public void notSent(Prompt prompt) {
        this.later(() -> this.target.notSent(prompt));
    }

    @Override
    public void asked(Question question) {
        this.later(() -> this.target.asked(question));
    }

    @Override
    public void answered(String questionId, QuestionOutcome outcome) {
        this.later(() -> this.target.answered(questionId, outcome));
    }

    @Override
    public void formAsked(Form form) {
        this.later(() -> this.target.formAsked(form));
    }

    @Override
    public void formClosed(String formId) {
        this.later(() -> this.target.formClosed(formId));
    }

    @Override
    public void mcpChanged() {
        this.later(this.target::mcpChanged);
    }

    private void later(Runnable event) {
        this.waiting.add(event);
        if (this.isScheduled.compareAndSet(false, true)) {
            SwingUtilities.invokeLater(this::drain);
        }
    }

    private void drain() {
        this.isScheduled.set(false);
        int told = 0;
        for (Runnable next = this.waiting.poll(); next != null; next = this.waiting.poll()) {
            next.run();
            if (++told == MOST_AT_ONCE && !this.waiting.isEmpty()) {
                // Keys and clicks come in between.
                if (this.isScheduled.compareAndSet(false, true)) {
                    SwingUtilities.invokeLater(this::drain);
                }

                break;
            }
        }

        this.settle.run();
    }
}
