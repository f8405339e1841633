package editoragent.core.acp;

import com.google.gson.JsonObject;
import editoragent.core.rpc.JsonRpcConnection;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The agent's methods about sessions of before. None of them needs the session to be open. */
public final class HistoryMethods {
    private static final String OURS = "_editoragent/sessions/";
    private static final int MOST = 50;

    private final JsonRpcConnection connection;

    HistoryMethods(JsonRpcConnection connection) {
        this.connection = connection;
    }

    /** For agents that do not search. */
    public CompletableFuture<List<FoundSession>> list(Path workspace) {
        JsonObject params = new JsonObject();
        params.addProperty("cwd", workspace.toString());
        return this.connection.request("session/list", params).thenApply(result -> Members.of(result).list("sessions", FoundSession::of));
    }

    /** @param isArchived looks through those that were put aside, and only them */
    public CompletableFuture<List<FoundSession>> search(String query, boolean isArchived, Path workspace) {
        JsonObject params = new JsonObject();
        params.addProperty("cwd", workspace.toString());
        params.addProperty("query", query);
        params.addProperty("archived", isArchived);
        params.addProperty("limit", MOST);
        return this.connection.request(OURS + "search", params).thenApply(result -> Members.of(result).list("sessions", FoundSession::of));
    }

    /** Gives the title as it was kept. */
    public CompletableFuture<String> rename(String sessionId, String title) {
        JsonObject params = AcpClient.of(sessionId);
        params.addProperty("title", title);
        return this.connection.request(OURS + "rename", params).thenApply(result -> Members.of(result).textOr("title", title));
    }

    /** Gives the id of the copy. */
    public CompletableFuture<String> fork(String sessionId) {
        return this.connection.request(OURS + "fork", AcpClient.of(sessionId)).thenApply(result -> Members.of(result).textOr("sessionId", ""));
    }

    public CompletableFuture<ExportedSession> export(String sessionId) {
        JsonObject params = AcpClient.of(sessionId);
        params.addProperty("format", "markdown");
        return this.connection.request(OURS + "export", params).thenApply(result -> ExportedSession.of(Members.of(result)));
    }

    /** @param isArchived false takes it back into the list */
    public CompletableFuture<Void> archive(String sessionId, boolean isArchived) {
        JsonObject params = AcpClient.of(sessionId);
        params.addProperty("archived", isArchived);
        return this.connection.request(OURS + "archive", params).thenApply(result -> null);
    }
}
