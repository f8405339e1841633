package editoragent.core.panel;

import editoragent.core.Until;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.rules.ExternalResource;

/** A vendor on loopback that says what a script says, for the tests of a class; they begin in the light. */
public final class ScriptedModel extends ExternalResource {
    private final HttpClient http = HttpClient.newHttpClient();
    private final String script;
    private Path file;
    private Process process;
    private String address;

    ScriptedModel(String script) {
        this.script = script;
    }

    @Override
    protected void before() throws Exception {
        this.file = Files.createTempFile("conversation-", ".yaml");
        Files.writeString(this.file, this.script);
        Until.onEdt(() -> {
            TestTheme.use(false);
            return null;
        });
        this.process = new ProcessBuilder("dotnet", System.getProperty("editoragent.model"), "--conversation", this.file.toString()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        BufferedReader output = new BufferedReader(new InputStreamReader(this.process.getInputStream()));
        this.address = CompletableFuture.supplyAsync(() -> {
            try {
                for (String line = output.readLine(); line != null; line = output.readLine()) {
                    if (line.startsWith("listening ")) {
                        return line.substring("listening ".length()).strip();
                    }
                }

                throw new IllegalStateException("The scripted model server ended before it listened.");
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }).get(Until.SECONDS, TimeUnit.SECONDS);
    }

    String address() {
        return this.address;
    }

    /** Holds for the next request alone. */
    void fault(String json) throws Exception {
        this.http.send(HttpRequest.newBuilder(URI.create(this.address + "/_faults")).POST(HttpRequest.BodyPublishers.ofString(json)).build(), HttpResponse.BodyHandlers.discarding());
    }

    /** The bodies of the requests so far, one a line. */
    String requests() throws Exception {
        return this.http.send(HttpRequest.newBuilder(URI.create(this.address + "/_requests")).build(), HttpResponse.BodyHandlers.ofString()).body();
    }

    @Override
    protected void after() {
        this.process.destroy();
        this.process.onExit().orTimeout(Until.SECONDS, TimeUnit.SECONDS).join();
        this.file.toFile().delete();
    }
}
