package editoragent.ide;

import com.intellij.openapi.actionSystem.AnActionEvent;
import com.intellij.openapi.actionSystem.CommonDataKeys;
import com.intellij.openapi.actionSystem.DataContext;
import com.intellij.openapi.actionSystem.Presentation;
import com.intellij.openapi.editor.CaretModel;
import com.intellij.openapi.editor.Document;
import com.intellij.openapi.editor.Editor;
import com.intellij.openapi.editor.SelectionModel;
import com.intellij.openapi.project.Project;

/** An editor with a document and a selection: all that we ask of one. */
final class EditorAt {
    private EditorAt() {
    }

    /** @param end equal to the start where nothing is selected */
    static Editor of(Document document, int start, int end) {
        SelectionModel selection = StandIn.of(SelectionModel.class, (method, arguments) -> {
            switch (method) {
                case "hasSelection":
                    return start != end;
                case "getSelectionStart":
                    return start;
                case "getSelectionEnd":
                    return end;
                default:
                    return StandIn.unknown(method);
            }
        });
        CaretModel caret = StandIn.of(CaretModel.class, (method, arguments) -> method.equals("getOffset") ? (Object) end : StandIn.unknown(method));
        return StandIn.of(Editor.class, (method, arguments) -> {
            switch (method) {
                case "getDocument":
                    return document;
                case "getSelectionModel":
                    return selection;
                case "getCaretModel":
                    return caret;
                default:
                    return StandIn.unknown(method);
            }
        });
    }

    static AnActionEvent event(Project project, Editor editor) {
        DataContext data = name -> CommonDataKeys.PROJECT.is(name) ? project : CommonDataKeys.EDITOR.is(name) ? editor : null;
        return new AnActionEvent(null, data, "a test", new Presentation(), null, 0);
    }
}
