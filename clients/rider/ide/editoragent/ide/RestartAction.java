package editoragent.ide;

import com.intellij.openapi.actionSystem.ActionUpdateThread;
import com.intellij.openapi.actionSystem.AnAction;
import com.intellij.openapi.actionSystem.AnActionEvent;
import com.intellij.openapi.application.ApplicationManager;
import com.intellij.openapi.project.DumbAware;
import com.intellij.openapi.project.Project;

/** Ends the sidecar and starts it with the settings as they are now. */
public final class RestartAction extends AnAction implements DumbAware {
    /** Overrides what platforms since 2022.3 have. */
    public ActionUpdateThread getActionUpdateThread() {
        return ActionUpdateThread.BGT;
    }

    @Override
    public void update(AnActionEvent event) {
        Project project = event.getProject();
        event.getPresentation().setEnabledAndVisible(project != null && project.getBasePath() != null);
    }

    @Override
    public void actionPerformed(AnActionEvent event) {
        Project project = event.getProject();
        if (project != null) {
            ProjectAgent.of(project).agent().ifPresent(agent -> ApplicationManager.getApplication().executeOnPooledThread(agent::restart));
        }
    }
}
