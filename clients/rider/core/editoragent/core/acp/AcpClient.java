package editoragent.core.acp;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import editoragent.core.CodeActionRequest;
import editoragent.core.Problem;
import editoragent.core.rpc.JsonRpcConnection;
import editoragent.core.rpc.RpcException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The client's side of the Agent Client Protocol, version 1, and of our own methods. Knows no session; decides nothing. */
public final class AcpClient implements AutoCloseable {
    public static final int PROTOCOL_VERSION = 1;
    public static final String NAME = "editoragent-rider";

    private final JsonRpcConnection connection;
    private final AcpHandler handler;
    private final HistoryMethods history;
    private final ApprovalMethods approvals;
    private final ExecutorService files = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "editoragent-files");
        thread.setDaemon(true);
        return thread;
    });

    public AcpClient(InputStream input, OutputStream output, AcpHandler handler) {
        this.handler = handler;
        this.connection = new JsonRpcConnection(input, output, JsonRpcConnection.MOST_LINE_BYTES, handler::problem);
        this.history = new HistoryMethods(this.connection);
        this.approvals = new ApprovalMethods(this.connection);
        this.connection.onNotification("session/update", this::update);
        this.connection.onNotification("elicitation/complete", params -> handler.formCompleted(Members.of(params).textOr("elicitationId", "")));
        this.connection.onNotification("_editoragent/mcp/changed", params -> handler.mcpChanged(Members.of(params).textOr("sessionId", "")));
        this.connection.onRequest("session/request_permission", this::permission);
        this.connection.onRequest("elicitation/create", (params, withdrawn) -> handler.formAsked(FormRequest.of(params), withdrawn).thenApply(FormAnswer::toJson));
        this.connection.onRequest("fs/read_text_file", (params, withdrawn) -> CompletableFuture.supplyAsync(() -> this.read(Members.of(params)), this.files));
        this.connection.onRequest("fs/write_text_file", (params, withdrawn) -> CompletableFuture.supplyAsync(() -> this.write(Members.of(params)), this.files));
        this.connection.closed().thenRun(this.files::shutdown);
        this.connection.start();
    }

    public CompletableFuture<Void> closed() {
        return this.connection.closed();
    }

    public HistoryMethods history() {
        return this.history;
    }

    public ApprovalMethods approvals() {
        return this.approvals;
    }

    @Override
    public void close() {
        this.connection.close();
    }

    /**
     * Fails where the agent speaks another version, or cannot be held to reading and is to be.
     *
     * @param isRestricted the user has not trusted the workspace in the editor
     */
    public CompletableFuture<AgentFeatures> initialize(String clientVersion, boolean isRestricted) {
        return this.connection.request("initialize", Greeting.of(clientVersion, isRestricted)).thenApply(result -> {
            Members greeting = Members.of(result);
            long version = greeting.numberOr("protocolVersion", 0);
            if (version != PROTOCOL_VERSION) {
                throw new RpcException(RpcException.INVALID_REQUEST,
                        "The editor-agent executable speaks version " + version + " of ACP; this plugin speaks version 1. Nothing was started; update one of them.");
            }

            AgentFeatures features = AgentFeatures.of(greeting);
            if (isRestricted && !features.has("restricted")) {
                throw new RpcException(RpcException.INVALID_REQUEST,
                        "The project is not trusted in the IDE, and this version of editor-agent cannot be held to reading. Nothing was started; trust the project or update editor-agent.");
            }

            return features;
        });
    }

    public CompletableFuture<OpenedSession> newSession(Path workspace) {
        return this.connection.request("session/new", place(workspace)).thenApply(result -> OpenedSession.of(Members.of(result).textOr("sessionId", ""), Members.of(result)));
    }

    /** The whole history comes as updates before the answer does. */
    public CompletableFuture<OpenedSession> loadSession(String sessionId, Path workspace) {
        JsonObject params = place(workspace);
        params.addProperty("sessionId", sessionId);
        return this.connection.request("session/load", params).thenApply(result -> OpenedSession.of(sessionId, Members.of(result)));
    }

    public CompletableFuture<TurnEnd> prompt(String sessionId, List<ContentBlock> prompt) {
        return this.connection.request("session/prompt", said(sessionId, prompt)).thenApply(AcpClient::turnEnd);
    }

    /** Tells the running turn something. Fails when none runs. */
    public CompletableFuture<Void> steer(String sessionId, List<ContentBlock> prompt) {
        return this.connection.request("_editoragent/session/steer", said(sessionId, prompt)).thenApply(result -> null);
    }

    /** What the user may mean by some letters behind an @, best first. */
    public CompletableFuture<List<Mention>> mentions(String sessionId, String query) {
        JsonObject params = of(sessionId);
        params.addProperty("query", query);
        params.addProperty("limit", 30);
        return this.connection.request("_editoragent/mentions", params).thenApply(result -> Members.of(result).list("items", Mention::of));
    }

    public CompletableFuture<TurnEnd> codeAction(String sessionId, CodeActionRequest request) {
        JsonObject params = of(sessionId);
        params.addProperty("action", request.kind());
        params.addProperty("path", request.file().toString());
        params.add("range", range(request.startLine(), request.startCharacter(), request.endLine(), request.endCharacter()));
        JsonArray diagnostics = new JsonArray();
        for (Problem problem : request.problems()) {
            JsonObject diagnostic = new JsonObject();
            diagnostic.addProperty("message", problem.message());
            diagnostic.addProperty("severity", problem.severity());
            diagnostic.add("range", range(problem.line(), problem.character(), problem.line(), problem.character()));
            diagnostics.add(diagnostic);
        }

        params.add("diagnostics", diagnostics);
        return this.connection.request("_editoragent/code_action", params).thenApply(AcpClient::turnEnd);
    }

    public void cancel(String sessionId) {
        this.connection.notify("session/cancel", of(sessionId));
    }

    public CompletableFuture<Void> setMode(String sessionId, String modeId) {
        JsonObject params = of(sessionId);
        params.addProperty("modeId", modeId);
        return this.connection.request("session/set_mode", params).thenApply(result -> null);
    }

    /** The answer has all options as they are then. */
    public CompletableFuture<List<ConfigOption>> setOption(String sessionId, ConfigOption option, String value) {
        JsonObject params = of(sessionId);
        params.addProperty("configId", option.id());
        if (option.isSwitch()) {
            params.addProperty("type", "boolean");
            params.addProperty("value", Boolean.parseBoolean(value));
        } else {
            params.addProperty("value", value);
        }

        return this.connection.request("session/set_config_option", params).thenApply(result -> Members.of(result).list("configOptions", ConfigOption::of));
    }

    public CompletableFuture<McpServers> mcpServers(String sessionId) {
        return this.connection.request("_editoragent/mcp/list", of(sessionId))
                .thenApply(result -> new McpServers(Members.of(result).list("servers", McpServerStatus::of), Members.of(result).texts("problems")));
    }

    /** @param verb "login", "logout", "enable", "disable" or "test" */
    public CompletableFuture<Void> mcp(String sessionId, String verb, String server) {
        JsonObject params = of(sessionId);
        params.addProperty("name", server);
        return this.connection.request("_editoragent/mcp/" + verb, params).thenApply(result -> null);
    }

    /** Approves exactly what the fingerprint was shown with. */
    public CompletableFuture<Void> approveMcp(String sessionId, String server, String fingerprint) {
        JsonObject params = of(sessionId);
        params.addProperty("name", server);
        params.addProperty("fingerprint", fingerprint);
        return this.connection.request("_editoragent/mcp/trust", params).thenApply(result -> null);
    }

    /** The directories of the session, and whether their code may run. */
    public CompletableFuture<List<TrustRoot>> trustRoots(String sessionId) {
        return this.connection.request("_editoragent/trust/status", of(sessionId)).thenApply(result -> Members.of(result).list("roots", TrustRoot::of));
    }

    /** Trusts exactly what the fingerprint was shown with. */
    public CompletableFuture<Void> trust(String sessionId, TrustRoot root, boolean isLasting) {
        JsonObject params = of(sessionId);
        params.addProperty("path", root.path());
        params.addProperty("fingerprint", root.fingerprint());
        params.addProperty("duration", isLasting ? "always" : "session");
        return this.connection.request("_editoragent/trust/grant", params).thenApply(result -> null);
    }

    /** The names of the model providers that take a key. */
    public CompletableFuture<List<String>> keyProviders() {
        return this.connection.request("_editoragent/keys/status", new JsonObject()).thenApply(result ->
                Members.of(result).list("providers", provider -> provider).stream().filter(provider -> provider.isTrue("needsKey")).map(provider -> provider.textOr("name", "")).toList());
    }

    public CompletableFuture<Void> setKey(String provider, String key) {
        JsonObject params = new JsonObject();
        params.addProperty("provider", provider);
        params.addProperty("key", key);
        return this.connection.request("_editoragent/keys/set", params).thenApply(result -> null);
    }

    private void update(JsonObject params) {
        Members members = Members.of(params);
        this.handler.updated(members.textOr("sessionId", ""), SessionUpdate.of(members.child("update").object()));
    }

    private CompletableFuture<JsonObject> permission(JsonObject params, CompletableFuture<Void> withdrawn) {
        PermissionRequest request = PermissionRequest.of(params);
        return this.handler.asked(request, withdrawn).thenApply(answer -> answer.toJson(request));
    }

    private JsonElement read(Members params) {
        Path file = fileOf(params);
        String text = this.handler.readText(file).orElseThrow(() -> new RpcException(RpcException.RESOURCE_NOT_FOUND, file + " has no unsaved text in the editor."));
        JsonObject result = new JsonObject();
        result.addProperty("content", TextRange.of(text, params.number("line"), params.number("limit")));
        return result;
    }

    private JsonElement write(Members params) {
        Path file = fileOf(params);
        String text = params.text("content").orElseThrow(() -> new RpcException(RpcException.INVALID_PARAMS, "content is missing."));
        try {
            this.handler.writeText(file, text);
            return new JsonObject();
        } catch (java.io.IOException e) {
            throw new RpcException(RpcException.INTERNAL_ERROR, "The editor did not take the new text of " + file + ": " + e.getMessage());
        }
    }

    private static Path fileOf(Members params) {
        try {
            Path path = Path.of(params.textOr("path", ""));
            if (path.isAbsolute()) {
                return path;
            }
        } catch (InvalidPathException e) {
            // Answered below, as what is not absolute is.
        }

        throw new RpcException(RpcException.INVALID_PARAMS, "path is missing or not absolute.");
    }

    static TurnEnd turnEnd(JsonElement result) {
        return new TurnEnd(Members.of(result).textOr("stopReason", "end_turn"));
    }

    static JsonObject of(String sessionId) {
        JsonObject params = new JsonObject();
        params.addProperty("sessionId", sessionId);
        return params;
    }

    private static JsonObject said(String sessionId, List<ContentBlock> prompt) {
        JsonObject params = of(sessionId);
        params.add("prompt", ContentBlock.toJson(prompt));
        return params;
    }

    private static JsonObject place(Path workspace) {
        JsonObject params = new JsonObject();
        params.addProperty("cwd", workspace.toString());
        params.add("mcpServers", new JsonArray());
        return params;
    }

    private static JsonObject range(int startLine, int startCharacter, int endLine, int endCharacter) {
        JsonObject range = new JsonObject();
        range.add("start", position(startLine, startCharacter));
        range.add("end", position(endLine, endCharacter));
        return range;
    }

    private static JsonObject position(int line, int character) {
        JsonObject position = new JsonObject();
        position.add("line", new JsonPrimitive(line));
        position.add("character", new JsonPrimitive(character));
        return position;
    }
}
