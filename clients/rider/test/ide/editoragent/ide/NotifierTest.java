package editoragent.ide;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.intellij.notification.Notification;
import com.intellij.notification.NotificationType;
import com.intellij.notification.Notifications;
import com.intellij.openapi.wm.StatusBar;
import com.intellij.openapi.wm.StatusBarInfo;
import editoragent.core.AgentState;
import editoragent.core.Notice;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.After;
import org.junit.Test;

public final class NotifierTest {
    private final Ide ide = new Ide();
    private final List<Notification> balloons = new CopyOnWriteArrayList<>();
    private final IdeHost host = new IdeHost(this.ide.project, this.ide.workspace);

    public NotifierTest() {
        this.ide.project.getMessageBus().connect().subscribe(Notifications.TOPIC, StandIn.of(Notifications.class, (method, arguments) -> {
            this.balloons.add((Notification) arguments[0]);
            return null;
        }));
    }

    @After
    public void close() {
        this.ide.close();
    }

    @Test
    public void notify_whenTheTextHoldsMarkup_showsItAsText() {
        this.host.notify(new Notice(Notice.Kind.QUESTION, "May it run <a href='x'>rm</a> & co?"));
        this.settle();

        Notification balloon = this.balloons.get(0);
        assertEquals("May it run &lt;a href='x'&gt;rm&lt;/a&gt; &amp; co?", balloon.getContent());
        assertEquals(NotificationType.WARNING, balloon.getType());
        assertEquals("EditorAgent", balloon.getGroupId());
        assertEquals(1, balloon.getActions().size());
    }

    @Test
    public void notify_whenItIsAnError_alsoLeadsToTheSettings() {
        this.host.notify(new Notice(Notice.Kind.ERROR, "editor-agent was not found."));
        this.settle();

        assertEquals(NotificationType.ERROR, this.balloons.get(0).getType());
        assertEquals("Settings", this.balloons.get(0).getActions().get(1).getTemplatePresentation().getText());
    }

    @Test
    public void openUrl_whenItIsNoAddressOfTheWeb_isNotOpenedAndTold() {
        this.host.openUrl("file:///etc/passwd");
        this.settle();

        assertTrue(this.balloons.get(0).getContent(), this.balloons.get(0).getContent().contains("file:///etc/passwd"));
    }

    @Test
    public void open_whenTheFileIsGone_isTold() {
        this.host.open(this.ide.workspace.resolve("Gone.cs"), 3);
        this.settle();
        this.settle();

        assertTrue(this.balloons.get(0).getContent(), this.balloons.get(0).getContent().contains("Gone.cs"));
    }

    @Test
    public void notify_whenTheProjectIsClosed_isNoFailure() {
        this.ide.closeProject();

        this.host.notify(new Notice(Notice.Kind.INFORMATION, "too late"));
        this.settle();

        assertEquals(List.of(), this.balloons);
    }

    @Test
    public void statusText_whenTheAgentChanges_isInTheStatusBar() {
        List<String> shown = new CopyOnWriteArrayList<>();
        this.ide.project.getMessageBus().connect().subscribe(StatusBar.Info.TOPIC, StandIn.of(StatusBarInfo.class, (method, arguments) -> {
            shown.add((String) arguments[0]);
            return null;
        }));
        StatusText text = new StatusText(this.ide.project);

        text.stateChanged(AgentState.FAILED, "no model");
        text.turnChanged(true);
        this.settle();

        assertEquals(List.of("EditorAgent could not be started: no model", "EditorAgent is working"), shown);
    }

    /** What was given to the event queue before has happened then. */
    private void settle() {
        Ide.onEventThread(() -> { });
    }
}
