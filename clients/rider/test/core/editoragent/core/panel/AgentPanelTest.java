package editoragent.core.panel;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import editoragent.core.AgentState;
import editoragent.core.CodeActionRequest;
import editoragent.core.Notice;
import editoragent.core.Problem;
import editoragent.core.Until;
import java.awt.Component;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.swing.JComboBox;
import javax.swing.text.JTextComponent;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The panel on a screen, the real sidecar behind it, and a vendor that follows a script. */
public final class AgentPanelTest {
    private static final String SCRIPT = """
            turns:
              - at: 0
                when: {user_contains: CS1061}
                answer: {text: 'I fix the misspelt member and add a test.'}
              - at: 0
                when: {user_contains: stream}
                answer: {text: 'The first words. And many more words behind them, one after the other, until the end of it.'}
              - at: 0
                when: {user_contains: build}
                answer: {calls: [{tool: shell, arguments: {command: 'touch built.txt', description: Builds it}}]}
              - at: 0
                when: {user_contains: green}
                answer:
                  reasoning: First a plan, then the change.
                  text: "I change `notes.txt`, which holds the **colour**:\\n\\n```ini\\ncolour=green\\nsize=3\\n```\\n\\n1. read it\\n2. change it\\n3. check it\\n"
                  calls:
                    - tool: update_plan
                      arguments: {entries: [{content: Read the notes, status: completed, priority: high}, {content: Change the colour, status: in_progress, priority: high}, {content: Check it, status: pending, priority: medium}]}
                    - tool: read
                      arguments: {path: notes.txt}
              - at: 0
                when: {user_contains: 'Anything'}
                answer: {text: 'Here I am again.'}
              - at: 1
                when: {tool_result_contains: colour=red}
                answer: {calls: [{tool: edit, arguments: {path: notes.txt, edits: [{old_string: colour=red, new_string: "colour=green\\nshade=dark"}, {old_string: size=3, new_string: size=4}]}}]}
              - at: 1
                when: {tool_result_contains: use make}
                answer: {text: 'I will use make.'}
              - at: 1
                when: {tool_result_contains: rejected}
                answer: {text: 'Then not.'}
              - at: 1
                answer: {text: 'Built.'}
              - at: 2
                when: {tool_failed: true}
                answer: {text: 'Left as it was.'}
              - at: 2
                answer: {calls: [{tool: shell, arguments: {command: 'make check && touch checked.txt', description: Checks the colour and leaves a mark}}]}
              - at: 3
                answer: {text: 'It is green now, and unchecked.'}
              - at: 0
                answer: {text: 'Hello.'}
            """;

    @ClassRule
    public static final ScriptedModel MODEL = new ScriptedModel(SCRIPT);

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private Desk desk() throws Exception {
        return new Desk(this.folder.getRoot().toPath(), MODEL, true);
    }

    private static String option(String id) {
        return "editoragent.approval.option." + id;
    }

    @Test
    public void answer_isShownWhileItComes_andTheSessionIsInTheHistory() throws Exception {
        try (Desk desk = this.desk()) {
            desk.isThere("editoragent.mode");
            desk.picture("welcome-light");
            MODEL.fault("{\"delayPerChunkMs\":150,\"writeSize\":60}");
            desk.say("Please stream.");
            Until.isTrue("the beginning is shown while the turn runs", () -> desk.texts().contains("The first") && !desk.texts().contains("until the end of it") && desk.has("editoragent.stop"));
            desk.shows("until the end of it.");
            desk.idle();
            desk.press("editoragent.new");
            Until.isTrue("the new conversation is empty", () -> !desk.texts().contains("until the end of it."));
            desk.say("Good morning.");
            desk.shows("Hello.");
            desk.idle();

            desk.press("editoragent.history");
            desk.shows("2 conversations");
            desk.picture("history-light");
            desk.type("editoragent.history.search", "stream");
            desk.shows("1 conversation");
            Component found = Until.onEdt(() -> desk.startingWith("editoragent.history.session.")).get(0);
            desk.press(found.getName());
            desk.shows("until the end of it.");
            desk.shows("Please stream.");
            assertFalse(desk.texts().contains("Good morning."));
        }
    }

    @Test
    public void change_isShownBeforeTheChoice_andMadeByTheEditorOnceAllowed() throws Exception {
        try (Desk desk = this.desk()) {
            Path notes = desk.workspace.resolve("notes.txt");
            desk.host.unsaved.put(notes, Files.readString(notes) + "not saved yet\n");
            desk.say("Make it green.");
            desk.isThere("editoragent.approval");
            desk.shows("Make this change?");
            desk.shows("- colour=red");
            desk.shows("+ colour=green");
            Until.isTrue("the diff stands above the choices", () -> Until.onEdt(() -> {
                Component diff = desk.find("editoragent.diff.lines");
                Component allow = desk.find(option("allow_once"));
                return diff != null && allow != null && desk.placeOf(diff).y < desk.placeOf(allow).y && allow.isEnabled();
            }));
            assertTrue(desk.host.written.isEmpty());
            assertTrue(desk.host.notices.stream().anyMatch(notice -> notice.kind() == Notice.Kind.QUESTION));
            desk.press("editoragent.plan.fold");
            desk.size(460, 1100);
            desk.picture("approval-edit-light");
            desk.theme(true);
            desk.picture("approval-edit-dark");
            desk.theme(false);
            desk.press("editoragent.diff.open");
            assertEquals(1, desk.host.diffs.size());
            desk.press(option("allow_once"));
            desk.shows("Run this command?");
            Until.isTrue("it takes answers", () -> Until.onEdt(() -> desk.find(option("reject_once")).isEnabled()));
            desk.picture("approval-command-light");
            desk.theme(true);
            desk.picture("approval-command-dark");
            desk.size(300, 1100);
            desk.picture("approval-narrow-dark");
            desk.theme(false);
            assertTrue("written by the editor, with what was not saved", desk.host.unsaved.get(notes).contains("colour=green") && desk.host.unsaved.get(notes).contains("not saved yet"));
            desk.press(option("reject_once"));
            desk.shows("It is green now, and unchecked.");
            desk.shows("1 of 3 done");
            desk.idle();
            desk.size(460, 1100);
            desk.picture("conversation-light");
            desk.theme(true);
            desk.picture("conversation-dark");
            desk.theme(false);
        }
    }

    @Test
    public void command_whenRejectedWithFeedback_isNotRunAndTheModelIsTold() throws Exception {
        try (Desk desk = this.desk()) {
            desk.say("Please build.");
            desk.isThere("editoragent.approval.feedback");
            desk.type("editoragent.approval.feedback", "use make instead");
            desk.press("editoragent.approval.reject");
            desk.shows("I will use make.");
            desk.shows("use make instead");
            assertFalse(Files.exists(desk.workspace.resolve("built.txt")));
        }
    }

    @Test
    public void command_whenAllowedAlways_runsAndIsNotAskedAgain() throws Exception {
        try (Desk desk = this.desk()) {
            desk.say("Please build.");
            desk.isThere(option("allow_always_0"));
            assertTrue("the button says what it stores", desk.texts().contains("touch built.txt"));
            assertFalse(Files.exists(desk.workspace.resolve("built.txt")));
            desk.press(option("allow_always_0"));
            desk.shows("Built.");
            desk.idle();
            assertTrue(Files.exists(desk.workspace.resolve("built.txt")));
            String result = desk.agent.prompt("Please build once more.").get(Until.SECONDS, TimeUnit.SECONDS);
            assertEquals("end_turn", result);
            Until.isTrue("answered twice, asked once", () -> desk.all("editoragent.answer").size() == 2);
            assertEquals(1, desk.host.notices.stream().filter(notice -> notice.kind() == Notice.Kind.QUESTION).count());
        }
    }

    @Test
    public void question_isReachedByItsKey_andNotAnsweredByEnterInTheMessageField() throws Exception {
        try (Desk desk = this.desk()) {
            desk.say("Please build.");
            desk.isThere("editoragent.approval");
            Until.onEdt(() -> act(desk.find("editoragent.input"), "editoragent.send"));
            Until.onEdt(() -> {
                desk.panel.getActionMap().get("editoragent.question").actionPerformed(null);
                return null;
            });
            Until.isTrue("the heading has the keyboard", () -> Until.onEdt(() -> desk.find("editoragent.approval.heading").isFocusOwner()));
            assertFalse(Files.exists(desk.workspace.resolve("built.txt")));
            java.awt.Robot robot = new java.awt.Robot();
            Until.isTrue("Tab comes to the first choice", () -> {
                if (Until.onEdt(() -> desk.find(option("allow_once")).isFocusOwner())) {
                    return true;
                }

                robot.keyPress(java.awt.event.KeyEvent.VK_TAB);
                robot.keyRelease(java.awt.event.KeyEvent.VK_TAB);
                robot.waitForIdle();
                return false;
            });
            Until.isTrue("it takes answers", () -> Until.onEdt(() -> desk.find(option("allow_once")).isEnabled()));
            robot.keyPress(java.awt.event.KeyEvent.VK_ENTER);
            robot.keyRelease(java.awt.event.KeyEvent.VK_ENTER);
            desk.shows("Built.");
            assertTrue(Files.exists(desk.workspace.resolve("built.txt")));
        }
    }

    @Test
    public void stop_endsTheTurn_andWhatWasQueuedWaits() throws Exception {
        try (Desk desk = this.desk()) {
            MODEL.fault("{\"delayPerChunkMs\":150,\"writeSize\":40}");
            CompletableFuture<String> turn = desk.agent.prompt("Please stream.");
            desk.shows("The first");
            desk.type("editoragent.input", "Anything else?");
            desk.press("editoragent.queue");
            desk.shows("Queued: sent when this turn ends");
            desk.press("editoragent.stop");
            assertEquals("cancelled", turn.get(Until.SECONDS, TimeUnit.SECONDS));
            desk.idle();
            desk.shows("What you queued waits.");
            desk.say("Good morning.");
            desk.shows("Hello.");
            desk.shows("Here I am again.");
        }
    }

    @Test
    public void codeAction_tellsTheModelThePlaceAndTheProblem() throws Exception {
        try (Desk desk = this.desk()) {
            Path file = desk.workspace.resolve("Number.cs");
            Files.writeString(file, "static class Number\n{\n    static bool IsShort(string s) => s.Lenght < 6;\n}\n");
            CodeActionRequest request = new CodeActionRequest(
                    CodeActionRequest.FIX_AND_ADD_TESTS, file, 2, 39, 2, 45, List.of(new Problem("CS1061: 'string' does not contain a definition for 'Lenght'", "error", 2, 39)));
            CompletableFuture<String> turn = desk.agent.codeAction(request);
            desk.shows("Fix and add tests");
            desk.shows("I fix the misspelt member and add a test.");
            assertEquals("end_turn", turn.get(Until.SECONDS, TimeUnit.SECONDS));
            assertTrue(MODEL.requests().contains("s.Lenght < 6"));
        }
    }

    @Test
    public void sidecar_whenKilledInMidTurn_comesBackWithTheConversation() throws Exception {
        try (Desk desk = this.desk()) {
            desk.say("Good morning.");
            desk.shows("Hello.");
            desk.idle();
            MODEL.fault("{\"delayPerChunkMs\":150,\"writeSize\":40}");
            CompletableFuture<String> turn = desk.agent.prompt("Please stream.");
            desk.shows("The first");
            long victim = desk.agent.pid();
            assertTrue(ProcessHandle.of(victim).orElseThrow().destroyForcibly());
            Until.isTrue("the turn has failed", turn::isCompletedExceptionally);
            Until.isTrue("it runs again", () -> desk.agent.state() == AgentState.READY && desk.agent.pid() != 0);
            assertNotEquals(victim, desk.agent.pid());
            assertTrue(desk.host.notices.toString(), desk.host.notices.stream().anyMatch(notice -> notice.kind() == Notice.Kind.WARNING && notice.text().contains("ended unexpectedly")));
            desk.shows("Good morning.");
            desk.shows("Hello.");
            desk.say("Anything new?");
            desk.shows("Here I am again.");
        }
    }

    @Test
    public void sidecar_whenKilledWithAnOpenQuestion_asksItAgainAndThenRuns() throws Exception {
        try (Desk desk = this.desk()) {
            desk.say("Please build.");
            desk.isThere(option("allow_once"));
            assertTrue(ProcessHandle.of(desk.agent.pid()).orElseThrow().destroyForcibly());
            Until.isTrue("it runs again", () -> desk.host.notices.stream().anyMatch(notice -> notice.kind() == Notice.Kind.WARNING) && desk.agent.state() == AgentState.READY);
            desk.isThere(option("allow_once"));
            assertFalse(Files.exists(desk.workspace.resolve("built.txt")));
            desk.press(option("allow_once"));
            desk.shows("Built.");
            assertTrue(Files.exists(desk.workspace.resolve("built.txt")));
        }
    }

    @Test
    public void sidecar_whenThereIsNone_isToldInOneLineAndStartsOnceItIsThere() throws Exception {
        RecordingHost host = new RecordingHost(this.folder.getRoot().toPath());
        try (editoragent.core.Agent agent = new editoragent.core.Agent(host, () -> editoragent.core.SidecarCommand.locate(java.util.Optional.of("/nowhere/editor-agent"), java.util.Map.of()))) {
            CompletableFuture<String> turn = agent.prompt("Hello?");
            Until.isTrue("the turn has failed", turn::isCompletedExceptionally);
            assertEquals(AgentState.FAILED, agent.state());
            assertEquals(List.of(Notice.Kind.ERROR), host.notices.stream().map(Notice::kind).toList());
            assertTrue(host.notices.get(0).text(), host.notices.get(0).text().contains("/nowhere/editor-agent"));
        }
    }

    @Test
    public void servers_areListedApprovedAndSwitchedOff_andTheModeIsChosen() throws Exception {
        Path workspace = Files.createDirectories(this.folder.getRoot().toPath().resolve("workspace").resolve(".editoragent"));
        Files.writeString(workspace.resolve("mcp.json"), "{\"mcpServers\":{\"notes\":{\"command\":\"/bin/cat\",\"args\":[\"-u\"]}}}\n");
        try (Desk desk = this.desk()) {
            desk.press("editoragent.mcp");
            desk.shows("waits for your approval");
            desk.shows("/bin/cat");
            desk.picture("mcp-light");
            desk.theme(true);
            desk.picture("mcp-dark");
            desk.theme(false);
            desk.press("editoragent.mcp.switch_off.notes");
            desk.shows("off · of this workspace");
            desk.press("editoragent.mcp.switch_on.notes");
            desk.press("editoragent.mcp.approve.notes");
            // Switching it wrote into the file that the trust rests on.
            desk.shows("Changed since you trusted it:");
            desk.picture("trust-light");
            desk.press("editoragent.trust.always");
            Until.isTrue("it is approved, and its end is told", () -> desk.texts().matches("(?s).*(not started yet|connecting|failed) · of this workspace.*"));
            desk.press("editoragent.mcp.open.workspace");
            Until.isTrue("the file is opened", () -> desk.host.opened.contains(workspace.resolve("mcp.json")));
            desk.press("editoragent.back");

            Until.onEdt(() -> {
                JComboBox<?> modes = (JComboBox<?>) desk.find("editoragent.mode");
                int plan = 0;
                while (!modes.getItemAt(plan).toString().toLowerCase(java.util.Locale.ROOT).contains("plan")) {
                    plan++;
                }

                modes.setSelectedIndex(plan);
                return null;
            });
            desk.say("Good morning.");
            desk.shows("Hello.");
            Until.isTrue("the mode is the chosen one", () -> Until.onEdt(() -> ((JComboBox<?>) desk.find("editoragent.mode")).getSelectedItem().toString().toLowerCase(java.util.Locale.ROOT).contains("plan")));
        }
    }

    private static Object act(Component field, String action) {
        JTextComponent text = (JTextComponent) field;
        text.getActionMap().get(action).actionPerformed(null);
        return null;
    }
}
