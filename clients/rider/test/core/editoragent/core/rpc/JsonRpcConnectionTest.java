package editoragent.core.rpc;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import editoragent.core.Until;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

public final class JsonRpcConnectionTest {
    private Peer peer;

    @Before
    public void open() throws Exception {
        this.peer = new Peer();
    }

    @After
    public void close() throws Exception {
        this.peer.close();
    }

    @Test
    public void request_whenAnswered_givesTheResult() throws Exception {
        this.peer.connection.start();
        CompletableFuture<JsonElement> answer = this.peer.connection.request("ask", new JsonObject());
        long id = this.peer.hear().get("id").getAsLong();
        this.peer.say("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":{\"a\":\"\u00e4\uD83D\uDE00\"}}\n");
        assertEquals("\u00e4\uD83D\uDE00", get(answer).getAsJsonObject().get("a").getAsString());
    }

    @Test
    public void request_whenAnsweredWithAnError_failsWithItsCode() throws Exception {
        this.peer.connection.start();
        CompletableFuture<JsonElement> answer = this.peer.connection.request("ask", new JsonObject());
        this.peer.say("{\"id\":" + this.peer.hear().get("id") + ",\"error\":{\"code\":-32000,\"message\":\"no key\"}}\n");
        ExecutionException failure = assertThrows(ExecutionException.class, () -> get(answer));
        assertTrue(Failures.isCode(failure, RpcException.AUTHENTICATION_REQUIRED));
        assertEquals("no key", Failures.lineOf(failure));
    }

    @Test
    public void request_whenThePeerHangsUp_failsInsteadOfHanging() throws Exception {
        this.peer.connection.start();
        CompletableFuture<JsonElement> answer = this.peer.connection.request("ask", new JsonObject());
        this.peer.hear();
        this.peer.say("{\"half\":");
        this.peer.hangUp();
        assertTrue(Failures.rootOf(assertThrows(ExecutionException.class, () -> get(answer))) instanceof ConnectionClosedException);
        get(this.peer.connection.closed());
        assertThrows("a question after the end", ExecutionException.class, () -> get(this.peer.connection.request("late", new JsonObject())));
    }

    @Test
    public void request_whenCancelled_tellsThePeer() throws Exception {
        this.peer.connection.start();
        CompletableFuture<JsonElement> answer = this.peer.connection.request("ask", new JsonObject());
        long id = this.peer.hear().get("id").getAsLong();
        answer.cancel(false);
        JsonObject told = this.peer.hear();
        assertEquals("$/cancel_request", told.get("method").getAsString());
        assertEquals(id, told.getAsJsonObject("params").get("requestId").getAsLong());
    }

    @Test
    public void request_whenNobodyServesIt_isAnsweredMethodNotFound() throws Exception {
        this.peer.connection.start();
        this.peer.say("{\"jsonrpc\":\"2.0\",\"id\":\"x1\",\"method\":\"terminal/create\",\"params\":{}}\n");
        JsonObject answer = this.peer.hear();
        assertEquals("x1", answer.get("id").getAsString());
        assertEquals(RpcException.METHOD_NOT_FOUND, answer.getAsJsonObject("error").get("code").getAsInt());
    }

    @Test
    public void request_whenItsHandlerThrows_isAnsweredWithoutDetails() throws Exception {
        this.peer.connection.onRequest("boom", (params, withdrawn) -> {
            throw new IllegalStateException("a secret of ours");
        });
        this.peer.connection.start();
        this.peer.say("{\"id\":7,\"method\":\"boom\"}\n");
        JsonObject answer = this.peer.hear();
        assertEquals(RpcException.INTERNAL_ERROR, answer.getAsJsonObject("error").get("code").getAsInt());
        assertFalse(answer.toString().contains("secret"));
    }

    @Test
    public void request_whenWithdrawn_isToldToItsHandlerAndStillAnswered() throws Exception {
        this.peer.connection.onRequest("wait", (params, withdrawn) -> withdrawn.thenApply(nothing -> new JsonObject()));
        this.peer.connection.start();
        this.peer.say("{\"id\":1,\"method\":\"wait\"}\n{\"method\":\"$/cancel_request\",\"params\":{\"requestId\":1}}\n");
        assertTrue(this.peer.hear().has("result"));
    }

    @Test
    public void badLines_areToldAndSurvived() throws Exception {
        List<String> heard = new CopyOnWriteArrayList<>();
        this.peer.connection.onNotification("ping", params -> heard.add("ping"));
        this.peer.connection.onNotification("bad", params -> {
            throw new IllegalStateException("a handler that fails");
        });
        this.peer.connection.start();
        this.peer.say("no json\n[1,2]\n{\"a\":1} trailing\n\n{}\n{\"id\":99,\"result\":{}}\n{\"id\":1e400,\"result\":{}}\n{\"method\":\"bad\"}\n{\"method\":5,\"id\":{}}\n");
        this.peer.say(new byte[] {'"', (byte) 0xC3, '"', '\n'});
        this.peer.say("[".repeat(200_000) + "\n");
        this.peer.say("{\"method\":\"ping\",\"params\":{\"x\":" + "[".repeat(300) + "]".repeat(300) + "}}\n");
        this.peer.say("{\"method\":\"ping\",\"params\":{\"x\":\"" + "y".repeat(Peer.MOST_LINE_BYTES) + "\"}}\n");
        this.peer.say("{\"method\":\"unknown/notification\"}\r\n{\"method\":\"ping\"}\n");
        Until.isTrue("the good line behind the bad ones is heard", () -> heard.size() == 1);
        assertEquals(this.peer.problems.toString(), 12, this.peer.problems.size());
    }

    @Test
    public void notifications_keepTheirOrderAndComeBeforeTheAnswerBehindThem() throws Exception {
        List<Integer> heard = new ArrayList<>();
        this.peer.connection.onNotification("n", params -> heard.add(params.get("i").getAsInt()));
        this.peer.connection.start();
        CompletableFuture<Integer> heardAtAnswer = this.peer.connection.request("turn", new JsonObject()).thenApply(result -> heard.size());
        long id = this.peer.hear().get("id").getAsLong();
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 5_000; i++) {
            lines.append("{\"method\":\"n\",\"params\":{\"i\":").append(i).append("}}\n");
        }

        this.peer.say(lines.append("{\"id\":").append(id).append(",\"result\":{}}\n").toString());
        assertEquals(5_000, (int) get(heardAtAnswer));
        for (int i = 0; i < heard.size(); i++) {
            assertEquals(i, (int) heard.get(i));
        }
    }

    @Test
    public void peerThatDoesNotRead_isGivenUpInsteadOfFillingTheMemory() throws Exception {
        this.peer.connection.start();
        JsonObject params = new JsonObject();
        params.addProperty("text", "x".repeat(10_000));
        for (int i = 0; i < 3_000; i++) {
            this.peer.connection.notify("n", params);
        }

        get(this.peer.connection.closed());
        assertTrue(this.peer.problems.toString(), this.peer.problems.stream().anyMatch(line -> line.contains("does not read")));
    }

    private static <T> T get(CompletableFuture<T> future) throws Exception {
        return future.get(Until.SECONDS, TimeUnit.SECONDS);
    }
}
