package editoragent.core;

/** Where the sidecar of a project stands. */
public enum AgentState {
    /** Not started yet, or ended by the user. */
    STOPPED,
    STARTING,
    READY,
    /** It runs and only reads, as the user has not trusted the project in the editor. */
    RESTRICTED,
    /** It runs, and no model can be reached without a key or a login. */
    NO_MODEL,
    /** It ended by itself and is started again. */
    LOST,
    /** It could not be started, or ended too often in a row. Only the user starts it again. */
    FAILED
}
