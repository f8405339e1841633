package editoragent.ide;

import com.intellij.openapi.project.DumbAware;
import com.intellij.openapi.project.Project;
import com.intellij.openapi.wm.ToolWindow;
import com.intellij.openapi.wm.ToolWindowFactory;
import com.intellij.openapi.wm.ToolWindowManager;
import com.intellij.ui.content.ContentManager;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.SwingConstants;

/** Puts the chat into a tool window, when the user opens it for the first time. */
public final class AgentToolWindowFactory implements ToolWindowFactory, DumbAware {
    /** As plugin.xml has it. */
    static final String ID = "EditorAgent";

    @Override
    public void createToolWindowContent(Project project, ToolWindow toolWindow) {
        JComponent content = ProjectAgent.of(project).panel().<JComponent>map(panel -> panel)
                .orElseGet(() -> new JLabel("Open a solution or a folder: the agent works in a directory.", SwingConstants.CENTER));
        ContentManager contents = toolWindow.getContentManager();
        contents.addContent(contents.getFactory().createContent(content, "", false));
    }

    /** Brings the tool window to the front. On the event dispatch thread. */
    static void show(Project project) {
        show(project, null);
    }

    /** @param then runs once it is there; null for nothing */
    static void show(Project project, Runnable then) {
        ToolWindow window = ToolWindowManager.getInstance(project).getToolWindow(ID);
        if (window != null) {
            window.activate(then);
        }
    }
}
