package editoragent.ide;

import com.intellij.openapi.actionSystem.ActionUpdateThread;
import com.intellij.openapi.actionSystem.AnAction;
import com.intellij.openapi.actionSystem.AnActionEvent;
import com.intellij.openapi.actionSystem.CommonDataKeys;
import com.intellij.openapi.editor.Editor;
import com.intellij.openapi.project.DumbAware;
import com.intellij.openapi.project.Project;
import java.nio.file.Path;

/** Puts what is selected, or else the file, beside the message that the user is writing. Nothing is sent by it. */
public final class AddToChatAction extends AnAction implements DumbAware {
    /** Overrides what platforms since 2022.3 have. The update reads only what the event carries. */
    public ActionUpdateThread getActionUpdateThread() {
        return ActionUpdateThread.BGT;
    }

    @Override
    public void update(AnActionEvent event) {
        Project project = event.getProject();
        Editor editor = event.getData(CommonDataKeys.EDITOR);
        event.getPresentation().setEnabledAndVisible(project != null && editor != null && Place.isIn(project, editor));
    }

    @Override
    public void actionPerformed(AnActionEvent event) {
        Project project = event.getProject();
        Editor editor = event.getData(CommonDataKeys.EDITOR);
        if (project != null && editor != null) {
            Place.in(project, editor).ifPresent(place -> ProjectAgent.of(project).attach(place.attachment(Path.of(project.getBasePath()))));
        }
    }
}
