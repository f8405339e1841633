package editoragent.core;

/** Where the sidecar stands, as the user is told. Changed on the agent's thread only. */
final class Standing {
    private final EditorHost host;
    private final Journal journal;
    private volatile AgentState state = AgentState.STOPPED;

    Standing(EditorHost host, Journal journal) {
        this.host = host;
        this.journal = journal;
    }

    AgentState state() {
        return this.state;
    }

    void become(AgentState next, String detail) {
        this.state = next;
        this.journal.state(listener -> listener.stateChanged(next, detail));
    }

    void fail(String line) {
        this.become(AgentState.FAILED, line);
        this.host.notify(new Notice(Notice.Kind.ERROR, line));
    }
}
