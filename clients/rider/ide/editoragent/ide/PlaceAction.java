package editoragent.ide;

import com.intellij.openapi.editor.Editor;
import com.intellij.openapi.project.Project;
import editoragent.core.CodeActionRequest;

/** Has the agent work on the place in the editor. Whether there is anything to do there is the agent's to say. */
abstract class PlaceAction extends EditorAction {
    private final String kind;

    PlaceAction(String kind) {
        this.kind = kind;
    }

    @Override
    void act(Project project, Editor editor) {
        run(this.kind, project, editor);
    }

    static void run(String kind, Project project, Editor editor) {
        Place.in(project, editor).ifPresent(place -> {
            CodeActionRequest request = place.request(kind);
            AgentToolWindowFactory.show(project);
            ProjectAgent.of(project).run(request);
        });
    }
}
