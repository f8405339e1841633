package editoragent.core.acp;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * What the agent asks and tells. Everything but the two methods about files is called in the order of the wire on one thread and must return
 * at once; those two are called on a thread of their own and may take their time.
 */
public interface AcpHandler {
    void updated(String sessionId, SessionUpdate update);

    /** @param withdrawn completes when the agent no longer waits */
    CompletableFuture<PermissionAnswer> asked(PermissionRequest request, CompletableFuture<Void> withdrawn);

    CompletableFuture<FormAnswer> formAsked(FormRequest form, CompletableFuture<Void> withdrawn);

    /** What was to be done at an address is done. */
    void formCompleted(String id);

    /** Empty where the disk is as good. */
    Optional<String> readText(Path file);

    void writeText(Path file, String text) throws IOException;

    void mcpChanged(String sessionId);

    /** Something of the agent that cannot be used; for the log. */
    void problem(String line);
}
