package editoragent.core;

/** One line for the user. */
public record Notice(Kind kind, String text) {
    /** QUESTION: the agent waits for an answer, which only the panel takes. */
    public enum Kind { INFORMATION, WARNING, ERROR, QUESTION }
}
