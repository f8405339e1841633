package editoragent.ide;

import com.intellij.openapi.editor.Editor;
import com.intellij.openapi.project.Project;
import java.nio.file.Path;

/** Puts what is selected, or else the file, beside the message that the user is writing. Nothing is sent by it. */
public final class AddToChatAction extends EditorAction {
    @Override
    void act(Project project, Editor editor) {
        Place.in(project, editor).ifPresent(place -> ProjectAgent.of(project).attach(place.attachment(Path.of(project.getBasePath()))));
    }
}
