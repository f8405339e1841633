package editoragent.core.ui;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import editoragent.core.Agent;
import editoragent.core.EditorHost;
import editoragent.core.Question;
import editoragent.core.SidecarCommand;
import editoragent.core.Until;
import editoragent.core.acp.PermissionOption;
import editoragent.core.acp.SessionUpdate;
import java.awt.Component;
import java.awt.Container;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.swing.AbstractButton;
import javax.swing.JFrame;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

public final class TranscriptViewTest {
    private Agent agent;
    private TranscriptView view;
    private JFrame frame;

    @Before
    public void open() throws Exception {
        EditorHost nobody = (EditorHost) Proxy.newProxyInstance(EditorHost.class.getClassLoader(), new Class<?>[] {EditorHost.class}, (proxy, method, arguments) -> {
            throw new AssertionError("The editor is not needed here: " + method);
        });
        this.agent = new Agent(nobody, () -> SidecarCommand.locate(Optional.empty(), Map.of()));
        this.view = Until.onEdt(() -> new TranscriptView(this.agent, nobody, () -> { }));
        this.frame = Until.onEdt(() -> {
            JFrame window = new JFrame();
            window.setContentPane(this.view);
            window.setSize(420, 700);
            window.setVisible(true);
            return window;
        });
    }

    @After
    public void close() throws Exception {
        Until.onEdt(() -> {
            this.frame.dispose();
            return null;
        });
        this.agent.close();
    }

    @Test
    public void load_whenTheConversationIsLong_drawsItsEndAndTheRestOnDemand() throws Exception {
        Until.onEdt(() -> {
            this.view.load(conversation(0, 5_000));
            this.view.settle();
            return null;
        });
        assertEquals(60, this.drawn());
        assertTrue(this.last().getText().startsWith("Answer 4999"));
        Until.onEdt(() -> {
            this.button("editoragent.earlier").doClick(0);
            return null;
        });
        assertEquals(120, this.drawn());
        assertEquals("Show earlier (4880)", Until.onEdt(() -> this.button("editoragent.earlier").getText()));
    }

    @Test
    public void update_whileItGrows_letsGoOfWhatIsFarAbove() throws Exception {
        for (int i = 0; i < 1_000; i += 50) {
            List<SessionUpdate> some = conversation(i, i + 50);
            Until.onEdt(() -> {
                some.forEach(this.view::update);
                this.view.settle();
                return null;
            });
        }

        assertTrue("drawn: " + this.drawn(), this.drawn() <= 170);
        assertTrue(this.last().getText().startsWith("Answer 999"));
    }

    @Test
    public void asked_whenTheQuestionIsFarBack_isBroughtIntoSightAndStays() throws Exception {
        Until.onEdt(() -> {
            this.view.update(update("{'sessionUpdate':'tool_call','toolCallId':'call_1','title':'Edit','kind':'edit'}"));
            this.view.load(conversation(0, 500));
            List<PermissionOption> options = List.of(new PermissionOption("yes", "Allow once", "allow_once"), new PermissionOption("no", "Reject", "reject_once"));
            this.view.asked(new Question("q", "call_1", "Edit", "edit", options, List.of(), Optional.empty(), List.of(), 300));
            this.view.settle();
            conversation(500, 900).forEach(this.view::update);
            this.view.settle();
            return null;
        });
        assertEquals(1, Until.onEdt(() -> this.view.openApprovals().size()).intValue());
    }

    @Test
    public void update_whenTheTextIsMarkup_showsItAsItIs() throws Exception {
        String title = "<html><b>bold</b>";
        Until.onEdt(() -> {
            this.view.update(update("{'sessionUpdate':'tool_call','toolCallId':'c','title':'" + title + "'}"));
            this.view.settle();
            return null;
        });
        Until.onEdt(() -> {
            List<Component> labels = new ArrayList<>();
            collect(this.view, Caption.class, labels);
            assertTrue(labels.stream().map(Caption.class::cast).anyMatch(label -> label.getText().strip().equals(title)));
            assertTrue("no label is drawn as a page", labels.stream().map(Caption.class::cast).allMatch(label -> label.getClientProperty("html") == null));
            return null;
        });
    }

    private static List<SessionUpdate> conversation(int from, int to) {
        List<SessionUpdate> updates = new ArrayList<>();
        for (int i = from; i < to; i++) {
            updates.add(update("{'sessionUpdate':'agent_message_chunk','messageId':'m" + i + "','content':{'type':'text','text':'Answer " + i + " with `code` and a few words more.'}}"));
        }

        return updates;
    }

    private static SessionUpdate update(String json) {
        JsonObject object = JsonParser.parseString(json).getAsJsonObject();
        return SessionUpdate.of(object);
    }

    private int drawn() throws Exception {
        return Until.onEdt(() -> {
            List<Component> texts = new ArrayList<>();
            collect(this.view, MarkdownText.class, texts);
            return texts.size();
        });
    }

    private MarkdownText last() throws Exception {
        return Until.onEdt(() -> {
            List<Component> texts = new ArrayList<>();
            collect(this.view, MarkdownText.class, texts);
            return (MarkdownText) texts.get(texts.size() - 1);
        });
    }

    private AbstractButton button(String name) {
        List<Component> buttons = new ArrayList<>();
        collect(this.view, FlatButton.class, buttons);
        return (AbstractButton) buttons.stream().filter(button -> name.equals(button.getName())).findFirst().orElseThrow();
    }

    private static void collect(Component component, Class<?> type, List<Component> found) {
        if (type.isInstance(component)) {
            found.add(component);
        }

        if (component instanceof Container container) {
            for (Component child : container.getComponents()) {
                collect(child, type, found);
            }
        }
    }
}
