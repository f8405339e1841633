package editoragent.core;

import com.google.gson.JsonObject;
import editoragent.core.acp.AcpHandler;
import editoragent.core.acp.FormAnswer;
import editoragent.core.acp.FormRequest;
import editoragent.core.acp.PermissionAnswer;
import editoragent.core.acp.PermissionRequest;
import editoragent.core.acp.SessionUpdate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** What one life of the sidecar says, brought to the agent's thread; files go to the editor directly. */
final class Inbound implements AcpHandler {
    private final AgentSession session;
    private final Life life;
    private final EditorHost host;
    private final Executor thread;

    Inbound(AgentSession session, Life life, EditorHost host, Executor thread) {
        this.session = session;
        this.life = life;
        this.host = host;
        this.thread = thread;
    }

    @Override
    public void updated(String sessionId, SessionUpdate update) {
        this.onThread(() -> this.session.updated(sessionId, update));
    }

    @Override
    public CompletableFuture<PermissionAnswer> asked(PermissionRequest request, CompletableFuture<Void> withdrawn) {
        CompletableFuture<PermissionAnswer> answer = new CompletableFuture<>();
        this.onThread(() -> this.session.asked(this.life, request, withdrawn, answer));
        return answer;
    }

    @Override
    public CompletableFuture<FormAnswer> formAsked(FormRequest form, CompletableFuture<Void> withdrawn) {
        CompletableFuture<FormAnswer> answer = new CompletableFuture<>();
        this.onThread(() -> this.session.asking().askForm(form, withdrawn, answer));
        return answer;
    }

    @Override
    public void formCompleted(String id) {
        this.onThread(() -> this.session.asking().answerForm(id, new FormAnswer("accept", new JsonObject())));
    }

    @Override
    public Optional<String> readText(Path file) {
        return this.host.unsavedText(file);
    }

    @Override
    public void writeText(Path file, String text) throws IOException {
        this.host.writeText(file, text);
    }

    @Override
    public void mcpChanged(String sessionId) {
        this.onThread(this.session::mcpChanged);
    }

    @Override
    public void problem(String line) {
        System.getLogger("editoragent").log(System.Logger.Level.DEBUG, line);
    }

    private void onThread(Runnable work) {
        try {
            this.thread.execute(work);
        } catch (RejectedExecutionException e) {
            // The agent is closed: there is nobody to tell.
        }
    }
}
