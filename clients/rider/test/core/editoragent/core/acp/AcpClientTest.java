package editoragent.core.acp;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import editoragent.core.Until;
import editoragent.core.rpc.Failures;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

public final class AcpClientTest {
    private final List<SessionUpdate> updates = new CopyOnWriteArrayList<>();
    private final CompletableFuture<PermissionRequest> question = new CompletableFuture<>();
    private final CompletableFuture<PermissionAnswer> answer = new CompletableFuture<>();
    private final CompletableFuture<FormRequest> form = new CompletableFuture<>();
    private final CompletableFuture<FormAnswer> formAnswer = new CompletableFuture<>();
    private OutputStream toClient;
    private BufferedReader fromClient;
    private AcpClient client;

    @Before
    public void open() throws Exception {
        Pipe in = Pipe.open();
        Pipe out = Pipe.open();
        this.toClient = Channels.newOutputStream(in.sink());
        this.fromClient = new BufferedReader(new InputStreamReader(Channels.newInputStream(out.source()), StandardCharsets.UTF_8));
        this.client = new AcpClient(Channels.newInputStream(in.source()), Channels.newOutputStream(out.sink()), new Handler());
    }

    @After
    public void close() throws Exception {
        this.client.close();
        this.toClient.close();
        this.fromClient.close();
    }

    @Test
    public void initialize_saysOnlyWhatIsServed_andRefusesAnotherVersion() throws Exception {
        CompletableFuture<AgentFeatures> greeted = this.client.initialize("1.2.3", false);
        JsonObject hello = this.hear();
        JsonObject capabilities = hello.getAsJsonObject("params").getAsJsonObject("clientCapabilities");
        assertFalse(capabilities.get("terminal").getAsBoolean());
        assertTrue(capabilities.getAsJsonObject("elicitation").has("form"));
        assertFalse(capabilities.getAsJsonObject("_meta").getAsJsonObject("editoragent").has("restricted"));
        this.say("{'id':" + hello.get("id") + ",'result':{'protocolVersion':2}}");
        String line = Failures.lineOf(assertThrows(ExecutionException.class, () -> greeted.get(Until.SECONDS, TimeUnit.SECONDS)));
        assertTrue(line, line.contains("version 2 of ACP"));

        CompletableFuture<AgentFeatures> again = this.client.initialize("1.2.3", false);
        this.say("{'id':" + this.hear().get("id") + ",'result':{'protocolVersion':1,'agentCapabilities':{'loadSession':true,'_meta':{'editoragent':{'steer':1,'mcp':'yes'}}}}}");
        AgentFeatures features = again.get(Until.SECONDS, TimeUnit.SECONDS);
        assertTrue(features.canLoad() && features.has("steer"));
        assertFalse("of another shape is absent", features.has("mcp"));
        assertFalse(features.canList());
    }

    @Test
    public void initialize_whenTheProjectIsNotTrusted_saysSo_andGoesOnOnlyWithWhoHoldsToIt() throws Exception {
        CompletableFuture<AgentFeatures> older = this.client.initialize("1.2.3", true);
        JsonObject hello = this.hear();
        assertTrue(hello.getAsJsonObject("params").getAsJsonObject("clientCapabilities").getAsJsonObject("_meta").getAsJsonObject("editoragent").get("restricted").getAsBoolean());
        this.say("{'id':" + hello.get("id") + ",'result':{'protocolVersion':1,'agentCapabilities':{}}}");
        String line = Failures.lineOf(assertThrows(ExecutionException.class, () -> older.get(Until.SECONDS, TimeUnit.SECONDS)));
        assertTrue(line, line.contains("not trusted in the IDE"));

        CompletableFuture<AgentFeatures> ours = this.client.initialize("1.2.3", true);
        this.say("{'id':" + this.hear().get("id") + ",'result':{'protocolVersion':1,'agentCapabilities':{'_meta':{'editoragent':{'restricted':1}}}}}");
        assertTrue(ours.get(Until.SECONDS, TimeUnit.SECONDS).has("restricted"));
    }

    @Test
    public void readTextFile_servesUnsavedTextOnly_byLines() throws Exception {
        this.say("{'id':1,'method':'fs/read_text_file','params':{'sessionId':'s','path':'/w/open.txt','line':2,'limit':2}}");
        assertEquals("two\nthree", this.hear().getAsJsonObject("result").get("content").getAsString());
        this.say("{'id':2,'method':'fs/read_text_file','params':{'sessionId':'s','path':'/w/closed.txt'}}");
        assertEquals(-32002, this.hear().getAsJsonObject("error").get("code").getAsInt());
        this.say("{'id':3,'method':'fs/read_text_file','params':{'sessionId':'s','path':'relative.txt'}}");
        assertEquals(-32602, this.hear().getAsJsonObject("error").get("code").getAsInt());
        this.say("{'id':4,'method':'fs/write_text_file','params':{'sessionId':'s','path':'/w/locked.txt','content':'x'}}");
        assertTrue(this.hear().getAsJsonObject("error").get("message").getAsString().contains("did not take the new text"));
    }

    @Test
    public void requestPermission_givesTheOptionsInOrder_andTheAnswerNamesTheQuestion() throws Exception {
        this.say("{'id':'q','method':'session/request_permission','params':{'sessionId':'s','toolCall':{'toolCallId':'t','title':'Run'},'options':["
                + "{'optionId':'b','name':'B','kind':'reject_once'},{'optionId':'a','name':'A','kind':'allow_once'}],'_meta':{'editoragent':{'requestId':'r1','shownHash':'h1','editableArguments':['x'],'armAfterMs':700}}}}");
        PermissionRequest asked = this.question.get(Until.SECONDS, TimeUnit.SECONDS);
        assertEquals(List.of("b", "a"), asked.options().stream().map(PermissionOption::id).toList());
        assertEquals(700, asked.armAfterMillis());
        assertEquals(List.of("x"), asked.editableArguments());
        this.answer.complete(new PermissionAnswer(Optional.of("b"), Optional.of("not so"), Optional.of(json("{'x':1}"))));
        JsonObject outcome = this.hear().getAsJsonObject("result").getAsJsonObject("outcome");
        assertEquals(json("{'outcome':'selected','optionId':'b','_meta':{'editoragent':{'requestId':'r1','shownHash':'h1','feedback':'not so','arguments':{'x':1}}}}"), outcome);
    }

    @Test
    public void requestPermission_whenNotAnswered_allowsNothing() throws Exception {
        this.say("{'id':1,'method':'session/request_permission','params':{'sessionId':'s','toolCall':{'toolCallId':'t'},'options':[]}}");
        this.answer.complete(PermissionAnswer.CANCELLED);
        assertEquals(json("{'outcome':{'outcome':'cancelled'}}"), this.hear().getAsJsonObject("result"));
    }

    @Test
    public void createElicitation_readsTheForm_andSendsWhatWasTyped() throws Exception {
        this.say("{'id':1,'method':'elicitation/create','params':{'mode':'form','message':'Which?','sessionId':'s','requestedSchema':{'type':'object','required':['count'],'properties':{"
                + "'count':{'type':'integer','title':'Count','default':3},'kind':{'type':'string','oneOf':[{'const':'x','title':'The X'}]},"
                + "'sure':{'type':'boolean'},'tags':{'type':'array','items':{'enum':['a','b']}}}}}}");
        FormRequest asked = this.form.get(Until.SECONDS, TimeUnit.SECONDS);
        FormField count = asked.fields().get(0);
        assertEquals(List.of("count", "kind", "sure", "tags"), asked.fields().stream().map(FormField::name).toList());
        assertEquals("3", count.initial());
        assertTrue(count.errorOf("").isPresent() && count.errorOf("1.5").isPresent() && count.errorOf("many").isPresent() && count.errorOf("4").isEmpty());
        assertEquals(List.of(new FormField.Choice("x", "The X")), asked.fields().get(1).choices());
        assertEquals("[\"a\",\"b\"]", asked.fields().get(3).valueOf("a\nb").orElseThrow().toString());
        JsonObject content = new JsonObject();
        content.add("count", count.valueOf("4").orElseThrow());
        content.add("sure", new JsonPrimitive(true));
        this.formAnswer.complete(new FormAnswer("accept", content));
        assertEquals(json("{'action':'accept','content':{'count':4,'sure':true}}").toString(), this.hear().getAsJsonObject("result").toString());
    }

    @Test
    public void update_whenItsShapeIsWrongOrUnknown_isReadAsFarAsItGoes() throws Exception {
        this.say("{'method':'session/update','params':{'sessionId':'s','update':{'sessionUpdate':'tool_call_update','toolCallId':'t','title':5,'content':[{'type':'terminal'},7,{'type':'diff','path':'/a','newText':'n'}]}}}");
        this.say("{'method':'session/update','params':{'sessionId':'s','update':{'sessionUpdate':'from_the_future'}}}");
        this.say("{'method':'session/update','params':[]}");
        Until.isTrue("three updates", () -> this.updates.size() == 3);
        SessionUpdate.ToolCall call = (SessionUpdate.ToolCall) this.updates.get(0);
        assertTrue(call.title().isEmpty());
        assertEquals(List.of(new ToolContent.Other("terminal"), new ToolContent.Diff("/a", Optional.empty(), "n")), call.content().orElseThrow());
        assertEquals(new SessionUpdate.Unknown("from_the_future"), this.updates.get(1));
    }

    private void say(String line) throws IOException {
        this.toClient.write((line.replace('\'', '"') + "\n").getBytes(StandardCharsets.UTF_8));
        this.toClient.flush();
    }

    private JsonObject hear() throws Exception {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return JsonParser.parseString(this.fromClient.readLine()).getAsJsonObject();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }).get(Until.SECONDS, TimeUnit.SECONDS);
    }

    private static JsonObject json(String text) {
        return JsonParser.parseString(text.replace('\'', '"')).getAsJsonObject();
    }

    private final class Handler implements AcpHandler {
        @Override
        public void updated(String sessionId, SessionUpdate update) {
            AcpClientTest.this.updates.add(update);
        }

        @Override
        public CompletableFuture<PermissionAnswer> asked(PermissionRequest request, CompletableFuture<Void> withdrawn) {
            AcpClientTest.this.question.complete(request);
            return AcpClientTest.this.answer;
        }

        @Override
        public CompletableFuture<FormAnswer> formAsked(FormRequest request, CompletableFuture<Void> withdrawn) {
            AcpClientTest.this.form.complete(request);
            return AcpClientTest.this.formAnswer;
        }

        @Override
        public void formCompleted(String id) {
            throw new AssertionError("nothing was completed");
        }

        @Override
        public Optional<String> readText(Path file) {
            return file.equals(Path.of("/w/open.txt")) ? Optional.of("one\ntwo\nthree\nfour\n") : Optional.empty();
        }

        @Override
        public void writeText(Path file, String text) throws IOException {
            throw new IOException("it is locked");
        }

        @Override
        public void mcpChanged(String sessionId) {
            throw new AssertionError("no server changed");
        }

        @Override
        public void problem(String line) {
            throw new AssertionError(line);
        }
    }
}
