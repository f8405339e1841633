package editoragent.ide;

import com.intellij.openapi.actionSystem.ActionUpdateThread;
import com.intellij.openapi.actionSystem.AnAction;
import com.intellij.openapi.actionSystem.AnActionEvent;
import com.intellij.openapi.actionSystem.CommonDataKeys;
import com.intellij.openapi.editor.Editor;
import com.intellij.openapi.project.DumbAware;
import com.intellij.openapi.project.Project;
import editoragent.core.CodeActionRequest;

/** Has the agent work on the place in the editor. Whether there is anything to do there is the agent's to say. */
abstract class PlaceAction extends AnAction implements DumbAware {
    private final String kind;

    PlaceAction(String kind) {
        this.kind = kind;
    }

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
            run(this.kind, project, editor);
        }
    }

    static void run(String kind, Project project, Editor editor) {
        Place.in(project, editor).ifPresent(place -> {
            CodeActionRequest request = place.request(kind);
            AgentToolWindowFactory.show(project);
            ProjectAgent.of(project).run(request);
        });
    }
}
