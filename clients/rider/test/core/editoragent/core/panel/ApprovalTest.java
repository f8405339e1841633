package editoragent.core.panel;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import editoragent.core.AgentState;
import editoragent.core.Notice;
import editoragent.core.Until;
import java.nio.file.Files;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What the user changes before allowing it, and takes back after; with the real sidecar that holds both. */
public final class ApprovalTest {
    private static final String ONCE = "editoragent.approval.option.allow_once";
    private static final String ALWAYS = "editoragent.approval.option.allow_always_0";
    private static final String COMMAND = "editoragent.approval.argument.command";
    private static final String SCRIPT = """
            turns:
              - at: 0
                answer: {calls: [{tool: shell, arguments: {command: 'touch built.txt', description: Builds it}}]}
              - at: 1
                answer: {text: 'Built.'}
            """;

    @ClassRule
    public static final ScriptedModel MODEL = new ScriptedModel(SCRIPT);

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private Desk desk() throws Exception {
        return new Desk(this.folder.getRoot().toPath(), MODEL, true);
    }

    private static void change(Desk desk) throws Exception {
        desk.press("editoragent.approval.change");
        desk.type(COMMAND, "touch changed.txt");
        Until.isTrue("what was shown is no longer what would run, so nothing lasting is offered",
                () -> Until.onEdt(() -> desk.find(ONCE).isEnabled() && !desk.find(ALWAYS).isEnabled() && desk.find("editoragent.approval.option.reject_once").isEnabled()));
    }

    @Test
    public void arguments_whenChanged_areWhatRuns() throws Exception {
        try (Desk desk = this.desk()) {
            desk.say("Please build.");
            desk.isThere(ALWAYS);
            assertFalse("folded at first", desk.has(COMMAND));
            change(desk);
            desk.picture("change-light");
            desk.theme(true);
            desk.picture("change-dark");
            desk.theme(false);
            desk.press(ONCE);
            desk.shows("Built.");
            desk.shows("with changed arguments");
            assertTrue(Files.exists(desk.workspace.resolve("changed.txt")));
            assertFalse(Files.exists(desk.workspace.resolve("built.txt")));
        }
    }

    @Test
    public void arguments_ofAQuestionThatOutlivedItsProcess_canBeChangedToo() throws Exception {
        try (Desk desk = this.desk()) {
            desk.say("Please build.");
            desk.isThere(ONCE);
            assertTrue(ProcessHandle.of(desk.agent.pid()).orElseThrow().destroyForcibly());
            Until.isTrue("it runs again", () -> desk.host.notices.stream().anyMatch(notice -> notice.kind() == Notice.Kind.WARNING) && desk.agent.state() == AgentState.READY);
            desk.isThere(ONCE);
            change(desk);
            desk.press(ONCE);
            desk.shows("Built.");
            assertTrue(Files.exists(desk.workspace.resolve("changed.txt")));
            assertFalse(Files.exists(desk.workspace.resolve("built.txt")));
        }
    }

    @Test
    public void project_thatIsNotTrustedInTheIde_isOnlyRead_untilItIsAndTheAgentStartsAnew() throws Exception {
        try (Desk desk = new Desk(this.folder.getRoot().toPath(), MODEL, true, false)) {
            desk.shows("This project is not trusted in the IDE.");
            assertEquals(AgentState.RESTRICTED, desk.agent.state());
            desk.picture("restricted-light");
            desk.theme(true);
            desk.picture("restricted-dark");
            desk.theme(false);
            desk.say("Please build.");
            desk.shows("Built.");
            desk.idle();
            assertFalse("the tool is refused", Files.exists(desk.workspace.resolve("built.txt")));
            assertTrue("nobody is asked", desk.host.notices.isEmpty());
            desk.host.isTrusted = true;
            desk.press("editoragent.connection.restart");
            Until.isTrue("it is held no longer", () -> desk.agent.state() == AgentState.READY);
            desk.shows("Please build.");
            desk.say("Please build again.");
            desk.press(ONCE);
            Until.isTrue("it runs", () -> Files.exists(desk.workspace.resolve("built.txt")));
        }
    }

    @Test
    public void grant_isListed_andOnceRevokedTheCallIsAskedAgain() throws Exception {
        try (Desk desk = this.desk()) {
            desk.press("editoragent.grants");
            desk.shows("Nothing is allowed for longer than one call.");
            desk.press("editoragent.back");
            desk.say("Please build.");
            desk.press(ALWAYS);
            desk.shows("Built.");
            desk.idle();
            desk.press("editoragent.grants");
            desk.shows("1 grant");
            desk.shows("touch built.txt");
            desk.shows("in this workspace");
            desk.picture("grants-light");
            desk.theme(true);
            desk.picture("grants-dark");
            desk.theme(false);
            desk.press("editoragent.grants.revoke");
            desk.shows("Nothing is allowed for longer than one call.");
            desk.press("editoragent.back");
            desk.say("Please build again.");
            desk.isThere(ONCE);
            assertEquals(2, desk.host.notices.stream().filter(notice -> notice.kind() == Notice.Kind.QUESTION).count());
        }
    }
}
