package editoragent.core;

import editoragent.core.acp.ExportedSession;
import editoragent.core.acp.FoundSession;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/** Conversations of before, as the agent keeps them. The exceptions' messages are one line for the user. */
public final class History {
    private final Agent agent;
    private final EditorHost host;

    History(Agent agent, EditorHost host) {
        this.agent = agent;
        this.host = host;
    }

    /** Whether the agent can do more than list them. */
    public boolean isServed() {
        return this.agent.has("history");
    }

    /**
     * The sessions of the workspace, newest first; those with these words where there are any.
     *
     * @param isArchived those that were put aside, and only them
     */
    public CompletableFuture<List<FoundSession>> find(String query, boolean isArchived) {
        return this.agent.ask((client, id) -> this.isServed() ? client.history().search(query, isArchived, this.host.workspace()) : client.history().list(this.host.workspace()).thenApply(found -> titled(found, query)));
    }

    /** Gives the title as it was kept. */
    public CompletableFuture<String> rename(String sessionId, String title) {
        return this.agent.ask((client, id) -> client.history().rename(sessionId, title));
    }

    /** Copies a session and opens the copy. */
    public CompletableFuture<Void> fork(String sessionId) {
        return this.agent.ask((client, id) -> client.history().fork(sessionId)).thenCompose(this.agent::openSession);
    }

    public CompletableFuture<ExportedSession> export(String sessionId) {
        return this.agent.ask((client, id) -> client.history().export(sessionId));
    }

    /** Puts a session aside, or back. */
    public CompletableFuture<Void> archive(String sessionId, boolean isArchived) {
        return this.agent.ask((client, id) -> client.history().archive(sessionId, isArchived));
    }

    private static List<FoundSession> titled(List<FoundSession> found, String query) {
        String words = query.strip().toLowerCase(Locale.ROOT);
        return found.stream().filter(one -> one.title().toLowerCase(Locale.ROOT).contains(words)).toList();
    }
}
