package editoragent.core;

/** Something that the user said. The key names it for as long as the agent lives. */
public record Said(long key, Prompt prompt, Waiting waiting) {
    public enum Waiting {
        NO,
        /** Until the turn that runs ends. */
        QUEUED,
        /** For the next step of the turn that runs. */
        STEERING
    }
}
