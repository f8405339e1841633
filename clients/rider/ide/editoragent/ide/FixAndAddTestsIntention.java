package editoragent.ide;

import com.intellij.codeInsight.intention.IntentionAction;
import com.intellij.codeInsight.intention.preview.IntentionPreviewInfo;
import com.intellij.openapi.editor.Editor;
import com.intellij.openapi.project.DumbAware;
import com.intellij.openapi.project.Project;
import com.intellij.psi.PsiFile;
import editoragent.core.CodeActionRequest;

/** The same as the action, behind Alt+Enter. Without state, as the platform keeps one object for all editors. */
public final class FixAndAddTestsIntention implements IntentionAction, DumbAware {
    @Override
    public String getText() {
        return "Fix and add tests with EditorAgent";
    }

    @Override
    public String getFamilyName() {
        return "EditorAgent";
    }

    @Override
    public boolean isAvailable(Project project, Editor editor, PsiFile file) {
        return editor != null && Place.isIn(project, editor);
    }

    @Override
    public void invoke(Project project, Editor editor, PsiFile file) {
        PlaceAction.run(CodeActionRequest.FIX_AND_ADD_TESTS, project, editor);
    }

    /** The agent writes, later, after the user has agreed. */
    @Override
    public boolean startInWriteAction() {
        return false;
    }

    /** Overrides what platforms since 2022.1 have: by default they call {@link #invoke} on a copy of the file only to show what would come of it. */
    public IntentionPreviewInfo generatePreview(Project project, Editor editor, PsiFile file) {
        return IntentionPreviewInfo.EMPTY;
    }
}
