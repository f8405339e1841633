package editoragent.core;

import editoragent.core.acp.ContentBlock;
import editoragent.core.acp.SessionUpdate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Tells all who listen, and keeps what was told of the session for who comes late. Used on the agent's thread only. */
final class Journal {
    private final List<AgentListener> listeners = new ArrayList<>();
    private final List<Consumer<AgentListener>> told = new ArrayList<>();
    private Consumer<AgentListener> state = listener -> listener.stateChanged(AgentState.STOPPED, "");
    private Run run;

    void add(AgentListener listener) {
        tell(listener, this.state);
        this.told.forEach(event -> tell(listener, event));
        this.listeners.add(listener);
    }

    void remove(AgentListener listener) {
        this.listeners.remove(listener);
    }

    void state(Consumer<AgentListener> event) {
        this.state = event;
        this.pass(event);
    }

    /** What was told so far is void. */
    void opened(Consumer<AgentListener> event) {
        this.told.clear();
        this.run = null;
        this.tell(event);
    }

    void tell(Consumer<AgentListener> event) {
        this.run = null;
        this.told.add(event);
        this.pass(event);
    }

    /** Tells it to those who listen now. */
    void pass(Consumer<AgentListener> event) {
        this.listeners.forEach(listener -> tell(listener, event));
    }

    /** The pieces of one message are kept as one. */
    void update(SessionUpdate update) {
        Optional<Run> piece = Run.of(update);
        if (piece.isPresent() && this.run != null && this.run.takes(piece.get())) {
            this.run.text.append(piece.get().text);
            this.pass(listener -> listener.updated(update));
            return;
        }

        Run begun = piece.orElse(null);
        this.tell(begun == null ? listener -> listener.updated(update) : listener -> listener.updated(begun.whole()));
        this.run = begun;
    }

    private static void tell(AgentListener listener, Consumer<AgentListener> event) {
        try {
            event.accept(listener);
        } catch (RuntimeException e) {
            // One who listens badly keeps the news from nobody else.
            Thread handlerOf = Thread.currentThread();
            handlerOf.getUncaughtExceptionHandler().uncaughtException(handlerOf, e);
        }
    }

    private static final class Run {
        private final boolean isThought;
        private final Optional<String> messageId;
        private final StringBuilder text;

        private Run(boolean isThought, Optional<String> messageId, String text) {
            this.isThought = isThought;
            this.messageId = messageId;
            this.text = new StringBuilder(text);
        }

        static Optional<Run> of(SessionUpdate update) {
            if (update instanceof SessionUpdate.AgentChunk chunk && chunk.content() instanceof ContentBlock.Text text) {
                return Optional.of(new Run(false, chunk.messageId(), text.text()));
            }

            return update instanceof SessionUpdate.ThoughtChunk chunk && chunk.content() instanceof ContentBlock.Text text
                    ? Optional.of(new Run(true, chunk.messageId(), text.text()))
                    : Optional.empty();
        }

        boolean takes(Run piece) {
            return this.isThought == piece.isThought && this.messageId.equals(piece.messageId);
        }

        SessionUpdate whole() {
            ContentBlock content = new ContentBlock.Text(this.text.toString());
            return this.isThought ? new SessionUpdate.ThoughtChunk(content, this.messageId) : new SessionUpdate.AgentChunk(content, this.messageId);
        }
    }
}
