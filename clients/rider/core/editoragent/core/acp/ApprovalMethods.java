package editoragent.core.acp;

import com.google.gson.JsonObject;
import editoragent.core.rpc.JsonRpcConnection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The agent's methods about questions that outlived their process, and about what is allowed without asking. */
public final class ApprovalMethods {
    private static final String OURS = "_editoragent/approvals/";

    private final JsonRpcConnection connection;

    ApprovalMethods(JsonRpcConnection connection) {
        this.connection = connection;
    }

    public CompletableFuture<List<PendingApproval>> pending(String sessionId) {
        return this.connection.request(OURS + "list", AcpClient.of(sessionId)).thenApply(result -> Members.of(result).list("pending", PendingApproval::of));
    }

    /** Of the session, and stored for its workspace. */
    public CompletableFuture<List<Grant>> grants(String sessionId) {
        return this.connection.request(OURS + "list", AcpClient.of(sessionId)).thenApply(result -> Members.of(result).list("grants", Grant::of));
    }

    /** Holds for the next call, in every process. */
    public CompletableFuture<Void> revoke(String sessionId, String grantId) {
        JsonObject params = AcpClient.of(sessionId);
        params.addProperty("grantId", grantId);
        return this.connection.request(OURS + "revoke", params).thenApply(result -> null);
    }

    /** Answers a question that outlived its process. Its turn goes on, and the result comes at its end. */
    public CompletableFuture<TurnEnd> answer(String sessionId, PendingApproval pending, String outcome, Optional<String> grant, Optional<String> feedback, Optional<JsonObject> arguments) {
        JsonObject params = AcpClient.of(sessionId);
        params.addProperty("requestId", pending.requestId());
        params.addProperty("shownHash", pending.shownHash());
        params.addProperty("outcome", outcome);
        grant.ifPresent(value -> params.addProperty("grant", value));
        feedback.ifPresent(value -> params.addProperty("feedback", value));
        arguments.ifPresent(value -> params.add("arguments", value));
        return this.connection.request(OURS + "answer", params).thenApply(AcpClient::turnEnd);
    }
}
