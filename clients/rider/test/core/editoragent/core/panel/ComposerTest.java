package editoragent.core.panel;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import editoragent.core.Excerpt;
import editoragent.core.Until;
import java.awt.Robot;
import java.awt.datatransfer.DataFlavor;
import java.awt.datatransfer.Transferable;
import java.awt.event.KeyEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.swing.JComponent;
import javax.swing.JList;
import javax.swing.TransferHandler;
import javax.swing.text.JTextComponent;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What is written, completed and attached, with the real sidecar behind it. */
public final class ComposerTest {
    private static final String INPUT = "editoragent.input";
    private static final String SCRIPT = """
            turns:
              - at: 0
                when: {user_contains: colour=red}
                answer: {text: 'It is red.'}
              - at: 0
                when: {user_contains: not saved yet}
                answer: {text: 'It says more than the disk.'}
              - at: 0
                when: {user_contains: stream}
                answer: {text: 'The first words. And many more words behind them, one after the other, until the end of it.'}
              - at: 0
                answer: {text: 'I see nothing.'}
            """;

    @ClassRule
    public static final ScriptedModel MODEL = new ScriptedModel(SCRIPT);

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private Desk desk() throws Exception {
        return this.desk(false);
    }

    private Desk desk(boolean isTrusted) throws Exception {
        Desk desk = new Desk(this.folder.getRoot().toPath(), MODEL, isTrusted);
        desk.isThere("editoragent.mode");
        return desk;
    }

    @Test
    public void mention_whenChosenByKeys_goesAlongAndTheModelReadsTheFile() throws Exception {
        Path docs = Files.createDirectories(this.folder.getRoot().toPath().resolve("workspace").resolve("docs"));
        Files.writeString(docs.resolve("notebook.md"), "# Another\n");
        try (Desk desk = this.desk()) {
            desk.type(INPUT, "What colour is in @note");
            Until.isTrue("both are offered", () -> desk.choices().containsAll(List.of("notes.txt", "notebook.md")));
            desk.picture("mentions-light");
            desk.theme(true);
            desk.picture("mentions-dark");
            desk.theme(false);
            int place = desk.choices().indexOf("notes.txt");
            for (int i = 0; i < place; i++) {
                this.key(desk, KeyEvent.VK_DOWN);
            }

            Until.isTrue("the arrows walk in the list", () -> chosen(desk) == place);
            this.key(desk, KeyEvent.VK_TAB);
            desk.shows("notes.txt  ×");
            assertEquals("What colour is in ", text(desk));
            assertFalse("the list is gone", desk.has("editoragent.choices"));
            this.key(desk, KeyEvent.VK_ENTER);
            desk.shows("It is red.");
            desk.idle();
            assertFalse("nothing is attached any more", desk.has("editoragent.attachment"));
            desk.shows("notes.txt");
            desk.picture("attached-light");
        }
    }

    @Test
    public void mention_whenEnterIsQuickerThanTheList_isTheFirstOfTheListOfWhatIsTyped() throws Exception {
        try (Desk desk = this.desk()) {
            desk.type(INPUT, "@");
            Until.isTrue("something is offered", () -> desk.has("editoragent.choices"));
            Until.onEdt(() -> {
                JTextComponent field = (JTextComponent) desk.find(INPUT);
                field.replaceSelection("notes");
                field.getActionMap().get("editoragent.send").actionPerformed(null);
                return null;
            });
            desk.shows("notes.txt  ×");
            assertEquals("", text(desk));
        }
    }

    @Test
    public void mention_whenDismissed_staysAwayAndEnterSends() throws Exception {
        try (Desk desk = this.desk()) {
            desk.type(INPUT, "Mail me @zzz");
            desk.shows("Nothing found for @zzz");
            desk.type(INPUT, "Mail me @note");
            Until.isTrue("it is offered", () -> desk.choices().contains("notes.txt"));
            this.key(desk, KeyEvent.VK_ESCAPE);
            Until.isTrue("the list is gone", () -> !desk.has("editoragent.choices"));
            Until.onEdt(() -> {
                ((JTextComponent) desk.find(INPUT)).replaceSelection("s");
                return null;
            });
            this.key(desk, KeyEvent.VK_ENTER);
            desk.shows("I see nothing.");
            desk.shows("Mail me @notes");
        }
    }

    @Test
    public void command_isCompletedByItsName_andRunsAsText() throws Exception {
        Path commands = Files.createDirectories(this.folder.getRoot().toPath().resolve("workspace").resolve(".editoragent").resolve("commands"));
        Files.writeString(commands.resolve("paint.md"), "---\ndescription: Says what we paint\nargument-hint: colour\n---\nTell me of colour=red, and of $ARGUMENTS.\n");
        try (Desk desk = this.desk(true)) {
            Until.isTrue("all are offered", () -> {
                desk.type(INPUT, "");
                desk.type(INPUT, "/");
                return desk.choices().containsAll(List.of("/undo", "/paint <colour>"));
            });
            desk.picture("commands-light");
            desk.theme(true);
            desk.picture("commands-dark");
            desk.theme(false);
            desk.type(INPUT, "/pnt");
            Until.isTrue("those that match", () -> desk.choices().equals(List.of("/paint <colour>")));
            this.key(desk, KeyEvent.VK_ENTER);
            assertEquals("/paint ", text(desk));
            assertFalse("the list is gone", desk.has("editoragent.choices"));
            this.key(desk, KeyEvent.VK_ENTER);
            desk.shows("It is red.");
            desk.type(INPUT, "see /pa");
            assertFalse("only the first word is a command", desk.has("editoragent.choices"));
        }
    }

    @Test
    public void files_thatAreDroppedOrChosen_areChipsThatCanBeTakenOut() throws Exception {
        try (Desk desk = this.desk()) {
            Path notes = desk.workspace.resolve("notes.txt");
            Path other = Files.writeString(desk.workspace.resolve("other.txt"), "nothing");
            desk.host.chosen.addAll(List.of(other, other));
            desk.press("editoragent.attach.files");
            assertTrue(this.drop(desk, INPUT, notes));
            assertTrue("also beside the field", this.drop(desk, "editoragent.panel", notes));
            Until.isTrue("each is there once", () -> desk.all("editoragent.attachment").size() == 2);
            Until.onEdt(() -> desk.find(INPUT).requestFocusInWindow());
            this.key(desk, KeyEvent.VK_BACK_SPACE);
            Until.isTrue("Backspace in the empty field goes to the last", () -> desk.all("editoragent.attachment").get(1).isFocusOwner());
            this.robot(KeyEvent.VK_LEFT);
            Until.isTrue("the arrows walk", () -> desk.all("editoragent.attachment").get(0).isFocusOwner());
            this.robot(KeyEvent.VK_DELETE);
            Until.isTrue("one is taken out", () -> desk.all("editoragent.attachment").size() == 1);
            desk.shows("notes.txt  ×");
            desk.picture("chips-light");
            desk.theme(true);
            desk.picture("chips-dark");
            desk.theme(false);
            desk.press("editoragent.send");
            desk.shows("It is red.");
        }
    }

    @Test
    public void text_thatIsPasted_staysText() throws Exception {
        try (Desk desk = this.desk()) {
            Until.onEdt(() -> {
                JComponent field = (JComponent) desk.find(INPUT);
                return field.getTransferHandler().importData(new TransferHandler.TransferSupport(field, new java.awt.datatransfer.StringSelection("from elsewhere")));
            });
            assertEquals("from elsewhere", text(desk));
        }
    }

    @Test
    public void selection_ofTheEditor_goesAlongAsItStandsThere() throws Exception {
        try (Desk desk = this.desk()) {
            desk.press("editoragent.attach.selection");
            desk.shows("Nothing is selected in an editor.");
            desk.host.selected = Optional.of(new Excerpt(desk.workspace.resolve("notes.txt"), 7, 8, "shade=dark # not saved yet\n"));
            desk.press("editoragent.attach.selection");
            desk.shows("notes.txt:7-8  ×");
            desk.press("editoragent.attachment");
            Until.isTrue("it is taken out", () -> !desk.has("editoragent.attachment"));
            desk.type(INPUT, "What is @sel");
            Until.isTrue("it is offered", () -> desk.choices().contains("notes.txt:7-8"));
            this.key(desk, KeyEvent.VK_ENTER);
            desk.shows("notes.txt:7-8  ×");
            desk.press("editoragent.send");
            desk.shows("It says more than the disk.");
        }
    }

    @Test
    public void attachments_whenQueued_standWithWhatWaitsAndGoOutLater() throws Exception {
        try (Desk desk = this.desk()) {
            MODEL.fault("{\"delayPerChunkMs\":100,\"writeSize\":40}");
            desk.say("Please stream.");
            desk.shows("The first");
            assertTrue(this.drop(desk, INPUT, desk.workspace.resolve("notes.txt")));
            desk.press("editoragent.queue");
            desk.shows("Queued: sent when this turn ends");
            desk.shows("until the end of it.");
            desk.shows("It is red.");
        }
    }

    private boolean drop(Desk desk, String name, Path file) throws Exception {
        return Until.onEdt(() -> {
            JComponent target = (JComponent) (name.equals(desk.panel.getName()) ? desk.panel : desk.find(name));
            return target.getTransferHandler().importData(new TransferHandler.TransferSupport(target, new Transferable() {
                @Override
                public DataFlavor[] getTransferDataFlavors() {
                    return new DataFlavor[] {DataFlavor.javaFileListFlavor};
                }

                @Override
                public boolean isDataFlavorSupported(DataFlavor flavor) {
                    return flavor.equals(DataFlavor.javaFileListFlavor);
                }

                @Override
                public Object getTransferData(DataFlavor flavor) {
                    return List.of(file.toFile());
                }
            }));
        });
    }

    private void key(Desk desk, int code) throws Exception {
        Until.isTrue("the field has the keyboard", () -> Until.onEdt(() -> desk.find(INPUT).isFocusOwner()));
        this.robot(code);
    }

    private void robot(int code) throws Exception {
        Robot robot = new Robot();
        robot.keyPress(code);
        robot.keyRelease(code);
        robot.waitForIdle();
    }

    private static String text(Desk desk) throws Exception {
        return Until.onEdt(() -> ((JTextComponent) desk.find(INPUT)).getText());
    }

    private static int chosen(Desk desk) throws Exception {
        return Until.onEdt(() -> ((JList<?>) desk.find("editoragent.choices")).getSelectedIndex());
    }
}
