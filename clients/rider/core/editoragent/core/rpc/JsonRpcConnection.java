package editoragent.core.rpc;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * JSON-RPC 2.0, one message a line, over two streams.
 *
 * <p>Three threads of its own: one reads, one writes, one dispatches. Requests, notifications and answers of the peer are dispatched one after
 * the other in the order of the wire, so a handler must not wait for an answer. Every queue is bounded: a peer that sends faster than it is
 * listened to waits, one that does not read is given up. What the peer sends and nobody can use is told to {@code problem} and survived.
 */
public final class JsonRpcConnection implements AutoCloseable {
    public static final int MOST_LINE_BYTES = 64 * 1024 * 1024;
    private static final int MOST_OPEN = 256;
    private static final int MOST_QUEUED = 1024;
    private static final String CANCEL = "$/cancel_request";
    private static final byte[] LAST = new byte[0];

    private final LineReader lines;
    private final InputStream input;
    private final OutputStream output;
    private final Consumer<String> problem;
    private final Map<String, RequestHandler> requestHandlers = new ConcurrentHashMap<>();
    private final Map<String, Consumer<JsonObject>> notificationHandlers = new ConcurrentHashMap<>();
    private final Map<Long, CompletableFuture<JsonElement>> pending = new ConcurrentHashMap<>();
    private final Map<JsonElement, CompletableFuture<Void>> serving = new ConcurrentHashMap<>();
    private final BlockingQueue<Runnable> inbound = new ArrayBlockingQueue<>(MOST_QUEUED);
    private final BlockingQueue<byte[]> outbound = new ArrayBlockingQueue<>(MOST_QUEUED);
    private final AtomicLong lastId = new AtomicLong();
    private final AtomicBoolean isClosed = new AtomicBoolean();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private volatile boolean isDispatched;

    /** Nothing is read before {@link #start}. */
    public JsonRpcConnection(InputStream input, OutputStream output, int mostLineBytes, Consumer<String> problem) {
        this.input = input;
        this.output = output;
        this.problem = problem;
        this.lines = new LineReader(input, mostLineBytes, problem);
        this.notificationHandlers.put(CANCEL, this::withdraw);
    }

    public void onRequest(String method, RequestHandler handler) {
        this.requestHandlers.put(method, handler);
    }

    public void onNotification(String method, Consumer<JsonObject> handler) {
        this.notificationHandlers.put(method, handler);
    }

    public void start() {
        daemon("editoragent-read", this::read);
        daemon("editoragent-write", this::write);
        daemon("editoragent-dispatch", this::dispatch);
    }

    /** Completes on the dispatch thread, behind the last message, when either side has ended the connection. */
    public CompletableFuture<Void> closed() {
        return this.closed;
    }

    /**
     * Asks the peer. The future fails with {@link RpcException} for an error of the peer and with {@link ConnectionClosedException} when it is
     * gone; cancelling it tells the peer that the answer is no longer wanted.
     */
    public CompletableFuture<JsonElement> request(String method, JsonObject params) {
        if (this.pending.size() >= MOST_OPEN) {
            return CompletableFuture.failedFuture(new IOException("Too many questions to the agent are open; " + method + " was not asked."));
        }

        long id = this.lastId.incrementAndGet();
        CompletableFuture<JsonElement> answer = new CompletableFuture<>();
        this.pending.put(id, answer);
        answer.whenComplete((result, error) -> {
            if (this.pending.remove(id) != null && answer.isCancelled()) {
                JsonObject which = new JsonObject();
                which.addProperty("requestId", id);
                this.notify(CANCEL, which);
            }
        });
        JsonObject message = message(method, params);
        message.addProperty("id", id);
        this.send(message);
        if (this.isDispatched) {
            answer.completeExceptionally(gone());
        }

        return answer;
    }

    /** A connection that is over has its own news: nothing is thrown. */
    public void notify(String method, JsonObject params) {
        this.send(message(method, params));
    }

    /** Ends the streams and fails what is open. Does not wait. */
    @Override
    public void close() {
        if (!this.isClosed.compareAndSet(false, true)) {
            return;
        }

        this.outbound.clear();
        this.outbound.offer(LAST);
        // Closing a pipe may wait for who writes to it or reads from it.
        daemon("editoragent-close", () -> {
            closeQuietly(this.output);
            closeQuietly(this.input);
            this.endDispatch();
        });
    }

    private void read() {
        try {
            for (String line = this.lines.next(); line != null; line = this.lines.next()) {
                JsonObject message = MessageParser.parse(line);
                if (message == null) {
                    this.problem.accept("A line that is no JSON message was passed over: " + beginning(line));
                } else {
                    this.inbound.put(() -> this.receive(message));
                }
            }
        } catch (IOException e) {
            // The stream is as good as ended, which is what follows.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            this.endDispatch();
        }
    }

    private void endDispatch() {
        try {
            this.inbound.put(() -> this.isDispatched = true);
        } catch (InterruptedException e) {
            this.isDispatched = true;
            Thread.currentThread().interrupt();
        }
    }

    private void dispatch() {
        try {
            while (!this.isDispatched) {
                Runnable next = this.inbound.take();
                try {
                    next.run();
                } catch (RuntimeException e) {
                    this.problem.accept("A message could not be handled: " + e);
                }
            }
        } catch (InterruptedException e) {
            this.isDispatched = true;
        }

        this.close();
        List<CompletableFuture<JsonElement>> open = new ArrayList<>(this.pending.values());
        open.forEach(answer -> answer.completeExceptionally(gone()));
        this.serving.values().forEach(withdrawn -> withdrawn.complete(null));
        this.closed.complete(null);
    }

    private void write() {
        try {
            while (true) {
                byte[] next = this.outbound.take();
                if (next == LAST) {
                    return;
                }

                this.output.write(next);
                if (this.outbound.isEmpty()) {
                    this.output.flush();
                }
            }
        } catch (IOException e) {
            // Who does not listen ends soon; the end of its own stream tells.
            this.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void receive(JsonObject message) {
        JsonElement method = message.get("method");
        JsonElement id = message.get("id");
        if (method != null && method.isJsonPrimitive() && method.getAsJsonPrimitive().isString()) {
            JsonObject params = message.get("params") instanceof JsonObject object ? object : new JsonObject();
            if (id == null) {
                this.notification(method.getAsString(), params);
            } else {
                this.serve(id, method.getAsString(), params);
            }
        } else if (id != null && (message.has("result") || message.has("error"))) {
            this.answered(id, message);
        } else {
            this.problem.accept("A message that is neither a call nor an answer was passed over: " + beginning(message.toString()));
            if (id != null && isId(id)) {
                this.send(error(id, RpcException.INVALID_REQUEST, "Neither a method nor a result."));
            }
        }
    }

    private void notification(String method, JsonObject params) {
        Consumer<JsonObject> handler = this.notificationHandlers.get(method);
        if (handler != null) {
            handler.accept(params);
        }
    }

    private void serve(JsonElement id, String method, JsonObject params) {
        if (!isId(id)) {
            this.send(error(JsonNull.INSTANCE, RpcException.INVALID_REQUEST, "An id is a number or a string."));
            return;
        }

        RequestHandler handler = this.requestHandlers.get(method);
        if (handler == null) {
            this.send(error(id, RpcException.METHOD_NOT_FOUND, "This client does not serve " + method + "."));
            return;
        }

        CompletableFuture<Void> withdrawn = new CompletableFuture<>();
        if (this.serving.size() >= MOST_OPEN || this.serving.putIfAbsent(id, withdrawn) != null) {
            this.send(error(id, RpcException.INVALID_REQUEST, "Too many requests are open, or two with the same id."));
            return;
        }

        CompletableFuture<? extends JsonElement> work;
        try {
            work = handler.handle(params, withdrawn);
        } catch (RuntimeException e) {
            work = CompletableFuture.failedFuture(e);
        }

        work.whenComplete((result, failure) -> {
            this.serving.remove(id, withdrawn);
            this.send(failure == null ? result(id, result) : this.refusal(id, method, failure));
        });
    }

    private JsonObject refusal(JsonElement id, String method, Throwable failure) {
        Throwable cause = Failures.rootOf(failure);
        if (cause instanceof RpcException known) {
            return error(id, known.code(), known.getMessage());
        }

        this.problem.accept(method + " failed: " + cause);
        return error(id, RpcException.INTERNAL_ERROR, "Internal error of the client.");
    }

    private void answered(JsonElement id, JsonObject message) {
        Long number = numberOf(id);
        CompletableFuture<JsonElement> answer = number == null ? null : this.pending.remove(number);
        if (answer == null) {
            this.problem.accept("An answer that nobody asked for was passed over: " + beginning(message.toString()));
            return;
        }

        if (message.get("error") instanceof JsonObject error) {
            answer.completeExceptionally(new RpcException(codeOf(error), messageOf(error)));
        } else if (message.has("result")) {
            answer.complete(message.get("result"));
        } else {
            answer.completeExceptionally(new RpcException(RpcException.INTERNAL_ERROR, "The agent answered with an error that says nothing."));
        }
    }

    private void withdraw(JsonObject params) {
        JsonElement id = params.get("requestId");
        CompletableFuture<Void> withdrawn = id == null ? null : this.serving.get(id);
        if (withdrawn != null) {
            withdrawn.complete(null);
        }
    }

    private void send(JsonObject message) {
        if (this.isClosed.get()) {
            return;
        }

        if (!this.outbound.offer((message + "\n").getBytes(StandardCharsets.UTF_8))) {
            this.problem.accept("The agent does not read what is sent to it; the connection is given up.");
            this.close();
        }
    }

    private static JsonObject message(String method, JsonObject params) {
        JsonObject message = new JsonObject();
        message.addProperty("jsonrpc", "2.0");
        message.addProperty("method", method);
        message.add("params", params);
        return message;
    }

    private static JsonObject result(JsonElement id, JsonElement result) {
        JsonObject message = new JsonObject();
        message.addProperty("jsonrpc", "2.0");
        message.add("id", id);
        message.add("result", result == null ? new JsonObject() : result);
        return message;
    }

    private static JsonObject error(JsonElement id, int code, String text) {
        JsonObject error = new JsonObject();
        error.addProperty("code", code);
        error.addProperty("message", text);
        JsonObject message = new JsonObject();
        message.addProperty("jsonrpc", "2.0");
        message.add("id", id);
        message.add("error", error);
        return message;
    }

    private static boolean isId(JsonElement id) {
        return id instanceof JsonPrimitive primitive && (primitive.isNumber() || primitive.isString());
    }

    private static Long numberOf(JsonElement id) {
        try {
            return id instanceof JsonPrimitive primitive && primitive.isNumber() ? primitive.getAsBigDecimal().longValueExact() : null;
        } catch (ArithmeticException | NumberFormatException e) {
            return null;
        }
    }

    private static int codeOf(JsonObject error) {
        Long code = numberOf(error.get("code"));
        return code == null ? RpcException.INTERNAL_ERROR : (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, code));
    }

    private static String messageOf(JsonObject error) {
        JsonElement text = error.get("message");
        return text instanceof JsonPrimitive primitive ? primitive.getAsString() : "The agent answered with an error that says nothing.";
    }

    private static ConnectionClosedException gone() {
        return new ConnectionClosedException("editor-agent ended before it answered. Look at what was done so far, then try again.");
    }

    private static String beginning(String text) {
        return text.length() <= 200 ? text : text.substring(0, 200) + "…";
    }

    private static void closeQuietly(AutoCloseable stream) {
        try {
            stream.close();
        } catch (Exception e) {
            // A pipe that is broken already is as closed as one can be.
        }
    }

    private static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
