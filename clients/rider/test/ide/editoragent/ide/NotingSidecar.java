package editoragent.ide;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Speaks enough of the protocol to be asked something, and writes down each frame that comes. Ends with its standard input. */
public final class NotingSidecar {
    private NotingSidecar() {
    }

    public static void main(String[] arguments) throws IOException {
        Path asked = Path.of(arguments[0]);
        Files.writeString(Path.of(asked + ".model"), String.valueOf(System.getenv("EDITORAGENT_MODEL")));
        BufferedReader frames = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = frames.readLine(); line != null; line = frames.readLine()) {
            Files.writeString(asked, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            JsonObject frame = JsonParser.parseString(line).getAsJsonObject();
            if (frame.has("id") && frame.has("method")) {
                System.out.println("{\"jsonrpc\":\"2.0\",\"id\":" + frame.get("id") + ",\"result\":" + answer(frame.get("method").getAsString()) + "}");
            }
        }
    }

    private static String answer(String method) {
        switch (method) {
            case "initialize":
                return "{\"protocolVersion\":1,\"agentCapabilities\":{\"_meta\":{\"editoragent\":{\"codeAction\":1}}}}";
            case "session/new":
                return "{\"sessionId\":\"a-session\"}";
            case "_editoragent/code_action":
                return "{\"stopReason\":\"end_turn\"}";
            default:
                return "{}";
        }
    }

    /** The first frame with this method, as soon as it is written down. */
    static JsonObject await(Path asked, String method, int seconds) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (System.nanoTime() < end) {
            String all = Files.exists(asked) ? Files.readString(asked) : "";
            for (String line : all.substring(0, all.lastIndexOf('\n') + 1).split("\n")) {
                if (line.contains("\"" + method + "\"")) {
                    return JsonParser.parseString(line).getAsJsonObject();
                }
            }

            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }

        throw new AssertionError("nobody asked for " + method);
    }
}
