package editoragent.ide;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.intellij.openapi.actionSystem.AnActionEvent;
import com.intellij.openapi.editor.Document;
import editoragent.core.Agent;
import editoragent.core.AgentListener;
import editoragent.core.AgentState;
import editoragent.core.ui.AgentPanel;
import java.awt.Container;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JLabel;
import org.junit.After;
import org.junit.Test;

public final class ProjectAgentTest {
    private static final int HANG_SECONDS = 60;

    private final Ide ide = new Ide();

    @After
    public void close() {
        this.ide.close();
        assertEquals(List.of(), ProcessHandle.current().descendants().map(ProcessHandle::info).collect(Collectors.toList()));
    }

    @Test
    public void createToolWindowContent_whenTheProjectHasADirectory_showsTheChatAndStartsNothingYet() {
        this.open(this.ide);

        assertTrue(this.ide.toolWindows.contents.get(0) instanceof AgentPanel);
        assertEquals(AgentState.STOPPED, this.agent().state());
    }

    @Test
    public void createToolWindowContent_whenTheProjectHasNoDirectory_saysWhatToDo() {
        try (Ide welcome = new Ide(false)) {
            this.open(welcome);

            JComponent content = welcome.toolWindows.contents.get(0);
            assertTrue(((JLabel) content).getText(), ((JLabel) content).getText().contains("Open a solution"));
            assertEquals(Optional.empty(), welcome.agent().agent());
        }
    }

    @Test
    public void agent_whenTheProjectIsClosed_isNotMadeAgain() {
        ProjectAgent service = this.ide.agent();
        this.ide.closeProject();

        assertEquals(Optional.empty(), service.agent());
    }

    @Test
    public void start_whenTheSettingNamesNothing_failsWithOneLine() {
        AgentSettings.instance().set(this.ide.workspace.resolve("missing").toString(), Map.of());
        CompletableFuture<String> failed = new CompletableFuture<>();
        this.agent().addListener(new AgentListener() {
            @Override
            public void stateChanged(AgentState state, String detail) {
                if (state == AgentState.FAILED) {
                    failed.complete(detail);
                }
            }
        });

        this.agent().prompt("hello");

        String line = failed.orTimeout(HANG_SECONDS, TimeUnit.SECONDS).join();
        assertTrue(line, line.contains("missing") && !line.contains("\n"));
    }

    /** From the click to the wire: a sidecar of the test's own notes what it is asked. */
    @Test
    public void actionPerformed_onASelection_showsTheChatAndAsksForTheActionThere() throws IOException {
        Path asked = this.ide.workspace.resolve("asked.jsonl");
        AgentSettings.instance().set(this.script(asked), Map.of("EDITORAGENT_MODEL", "from-the-settings"));
        Path file = this.ide.file("Price.cs", "class Price\n{\n    int Sum() => x;\n}\n");
        Document document = this.ide.documents.getDocument(this.ide.virtual(file));
        AnActionEvent event = EditorAt.event(this.ide.project, EditorAt.of(document, 18, 33));

        Ide.onEventThread(() -> new FixAndAddTestsAction().actionPerformed(event));

        JsonObject params = NotingSidecar.await(asked, "_editoragent/code_action", HANG_SECONDS).getAsJsonObject("params");
        assertEquals(1, this.ide.toolWindows.activations);
        assertEquals("fix_and_add_tests", params.get("action").getAsString());
        assertEquals(file.toString(), params.get("path").getAsString());
        assertEquals(JsonParser.parseString("{'start':{'line':2,'character':4},'end':{'line':2,'character':19}}"), params.get("range"));
        assertEquals("from-the-settings", Files.readString(Path.of(asked + ".model")));

        this.ide.closeProject();
    }

    @Test
    public void addToChat_putsTheSelectionOrElseTheFileBesideTheMessage() throws IOException {
        this.open(this.ide);
        AgentPanel panel = (AgentPanel) this.ide.toolWindows.contents.get(0);
        Path file = this.ide.file("Price.cs", "class Price\n{\n    int Sum() => x;\n}\n");
        Document document = this.ide.documents.getDocument(this.ide.virtual(file));

        Ide.onEventThread(() -> new AddToChatAction().actionPerformed(EditorAt.event(this.ide.project, EditorAt.of(document, 18, 33))));
        Ide.onEventThread(() -> new AddToChatAction().actionPerformed(EditorAt.event(this.ide.project, EditorAt.of(document, 5, 5))));

        assertEquals(2, this.ide.toolWindows.activations);
        assertEquals(List.of("Price.cs:3  ×", "Price.cs  ×"), chips(panel));
        assertEquals("nothing is started by it", AgentState.STOPPED, this.agent().state());
    }

    @Test
    public void dispose_whenTheRealSidecarRuns_endsItAndAllItStarted() throws IOException {
        String executable = System.getProperty("editoragent.executable", "");
        assumeTrue("run without a sidecar", !executable.isEmpty());
        assertTrue("publish it first: " + executable, Files.isExecutable(Path.of(executable)));
        Path home = Files.createDirectory(this.ide.workspace.resolve("home"));
        AgentSettings.instance().set(executable, Map.of("EDITORAGENT_HOME", home.toString(), "EDITORAGENT_CACHE", home.resolve("cache").toString(),
                "EDITORAGENT_BASE_URL", "http://127.0.0.1:9/v1", "EDITORAGENT_MODEL", "none"));
        this.open(this.ide);

        this.agent().start().orTimeout(HANG_SECONDS, TimeUnit.SECONDS).join();
        ProcessHandle sidecar = ProcessHandle.of(this.agent().pid()).orElseThrow();
        assertTrue(sidecar.isAlive());
        this.ide.closeProject();

        assertFalse(sidecar.isAlive());
    }

    private static List<String> chips(Container within) {
        return Stream.of(within.getComponents()).flatMap(child -> "editoragent.attachment".equals(child.getName())
                ? Stream.of(((JButton) child).getText()) : child instanceof Container ? chips((Container) child).stream() : Stream.empty()).collect(Collectors.toList());
    }

    private Agent agent() {
        return this.ide.agent().agent().orElseThrow();
    }

    private void open(Ide where) {
        Ide.onEventThread(() -> new AgentToolWindowFactory().createToolWindowContent(where.project, where.toolWindows.window));
    }

    private String script(Path asked) throws IOException {
        Path script = this.ide.file("sidecar", "#!/bin/sh\nexec '" + Path.of(System.getProperty("java.home"), "bin", "java") + "' -cp '"
                + System.getProperty("java.class.path") + "' " + NotingSidecar.class.getName() + " '" + asked + "'\n");
        assertTrue(script.toFile().setExecutable(true));
        return script.toString();
    }
}
