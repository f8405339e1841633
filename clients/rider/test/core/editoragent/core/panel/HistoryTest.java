package editoragent.core.panel;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import editoragent.core.Until;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.swing.JTextField;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What can be done with conversations of before, with the real sidecar that keeps them. */
public final class HistoryTest {
    private static final String SCRIPT = """
            turns:
              - at: 0
                when: {user_contains: Go on}
                answer: {text: 'And a good evening.'}
              - at: 0
                answer: {text: 'Good morning to you.'}
            """;

    @ClassRule
    public static final ScriptedModel MODEL = new ScriptedModel(SCRIPT);

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    /** With two conversations, the second of them open. */
    private Desk desk() throws Exception {
        Desk desk = new Desk(this.folder.getRoot().toPath(), MODEL, false);
        desk.say("The first talk.");
        desk.shows("Good morning to you.");
        desk.idle();
        desk.press("editoragent.new");
        Until.isTrue("the new conversation is empty", () -> !desk.texts().contains("Good morning to you."));
        desk.say("The second talk.");
        desk.shows("Good morning to you.");
        desk.idle();
        desk.press("editoragent.history");
        desk.shows("2 conversations");
        return desk;
    }

    @Test
    public void rename_givesTheTitle_alsoToTheConversationThatIsOpen() throws Exception {
        try (Desk desk = this.desk()) {
            desk.shows("open now");
            desk.picture("history-rows-light");
            desk.theme(true);
            desk.picture("history-rows-dark");
            desk.theme(false);
            desk.press(button(desk, "rename", "The second talk."));
            desk.type("editoragent.history.title", "Never mind");
            desk.press("editoragent.history.title.leave");
            desk.shows("The second talk.");
            desk.press(button(desk, "rename", "The second talk."));
            desk.picture("history-rename-light");
            Until.onEdt(() -> {
                JTextField field = (JTextField) desk.find("editoragent.history.title");
                field.setText("  Of evenings ");
                field.postActionEvent();
                return null;
            });
            Until.isTrue("the list has it", () -> titles(desk).equals(List.of("Of evenings", "The first talk.")));
            desk.press("editoragent.back");
            Until.isTrue("so has the panel", () -> Until.onEdt(() -> ((javax.swing.JLabel) desk.find("editoragent.title")).getText().equals("Of evenings")));
        }
    }

    @Test
    public void fork_opensACopy_andLeavesTheFirstAsItWas() throws Exception {
        try (Desk desk = this.desk()) {
            desk.press(button(desk, "fork", "The first talk."));
            desk.shows("The first talk.");
            desk.isThere("editoragent.send");
            desk.say("Go on.");
            desk.shows("And a good evening.");
            desk.idle();
            desk.press("editoragent.history");
            desk.shows("3 conversations");
            desk.shows("2 turns");
            assertEquals("the first has its one turn", 2, desk.texts().split(" · 1 turn", -1).length - 1);
        }
    }

    @Test
    public void export_writesWhereTheUserWants_andNothingOtherwise() throws Exception {
        try (Desk desk = this.desk()) {
            Path target = this.folder.getRoot().toPath().resolve("kept.md");
            desk.press(button(desk, "export", "The first talk."));
            Until.isTrue("the user is asked where", () -> desk.host.suggested.size() == 1);
            assertTrue(desk.host.suggested.get(0), desk.host.suggested.get(0).endsWith(".md"));
            assertTrue(desk.host.written.isEmpty());
            desk.host.target = Optional.of(target);
            desk.press(button(desk, "export", "The first talk."));
            desk.shows("Exported to " + target);
            String text = Files.readString(target);
            assertTrue(text, text.contains("The first talk.") && text.contains("Good morning to you."));
            assertEquals(List.of(target), desk.host.opened);
        }
    }

    @Test
    public void archive_putsAside_andBack() throws Exception {
        try (Desk desk = this.desk()) {
            desk.press(button(desk, "archive", "The first talk."));
            Until.isTrue("it is gone", () -> titles(desk).equals(List.of("The second talk.")));
            desk.press("editoragent.history.archived");
            Until.isTrue("it is there", () -> titles(desk).equals(List.of("The first talk.")));
            desk.press(button(desk, "archive", "The first talk."));
            desk.shows("Nothing is archived.");
            desk.press("editoragent.history.archived");
            desk.shows("2 conversations");
            assertFalse(desk.texts().contains("Put back"));
        }
    }

    private static String button(Desk desk, String act, String title) throws Exception {
        return Until.onEdt(() -> desk.startingWith("editoragent.history." + act + ".").stream()
                .filter(found -> found.getAccessibleContext().getAccessibleName().endsWith(title)).findFirst().orElseThrow().getName());
    }

    private static List<String> titles(Desk desk) throws Exception {
        return Until.onEdt(() -> desk.startingWith("editoragent.history.session.").stream().map(found -> ((javax.swing.AbstractButton) found).getText()).toList());
    }
}
