package editoragent.core;

import editoragent.core.acp.OpenedSession;
import editoragent.core.acp.SessionUpdate;
import java.util.List;

/**
 * Told about an agent, in order, on a thread of the agent: never on the reader's and never on the event dispatch thread. Who listens late is
 * told first what happened in the session so far.
 */
public interface AgentListener {
    /** @param detail one line for the user; empty where the state says it all */
    default void stateChanged(AgentState state, String detail) {
    }

    /** A turn began or ended. */
    default void turnChanged(boolean isRunning) {
    }

    /** The turn that runs is asked to end, and has not yet. */
    default void turnCancelling() {
    }

    /** Another session than before is open, or the same one again after a restart. Everything shown so far is void. */
    default void sessionOpened(OpenedSession session, List<SessionUpdate> history) {
    }

    default void updated(SessionUpdate update) {
    }

    /** The user said something here; the agent does not repeat it. */
    default void said(Said said) {
    }

    /** Takes back what was said, as it goes out elsewhere or not at all. */
    default void unsaid(long key) {
    }

    /** A prompt could not be sent; it is the user's again. */
    default void notSent(Prompt prompt) {
    }

    default void asked(Question question) {
    }

    default void answered(String questionId, QuestionOutcome outcome) {
    }

    default void formAsked(Form form) {
    }

    default void formClosed(String formId) {
    }

    /** An MCP server stands differently than before. */
    default void mcpChanged() {
    }
}
