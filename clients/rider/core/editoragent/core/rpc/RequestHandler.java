package editoragent.core.rpc;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.concurrent.CompletableFuture;

/**
 * Serves one method. Called in the order of the wire, on the connection's dispatch thread, and returns at once: what takes time goes into the
 * future. An {@link RpcException} is answered with its own code, anything else with "internal error" and no details.
 */
@FunctionalInterface
public interface RequestHandler {
    /** @param withdrawn completes when the peer no longer wants the answer; the request is to be answered all the same */
    CompletableFuture<? extends JsonElement> handle(JsonObject params, CompletableFuture<Void> withdrawn);
}
