package editoragent.ide;

import com.intellij.openapi.editor.Document;
import com.intellij.openapi.editor.Editor;
import com.intellij.openapi.fileEditor.FileDocumentManager;
import com.intellij.openapi.project.Project;
import com.intellij.openapi.util.TextRange;
import com.intellij.openapi.vfs.VirtualFile;
import editoragent.core.Attachment;
import editoragent.core.CodeActionRequest;
import editoragent.core.Excerpt;
import java.nio.file.Path;
import java.util.Optional;

/** Where the user is in a file: the selection, or else the caret. */
final class Place {
    private final Project project;
    private final Path file;
    private final Document document;
    private final int start;
    private final int end;

    private Place(Project project, Path file, Editor editor) {
        this.project = project;
        this.file = file;
        this.document = editor.getDocument();
        boolean isSelected = editor.getSelectionModel().hasSelection();
        this.start = isSelected ? editor.getSelectionModel().getSelectionStart() : editor.getCaretModel().getOffset();
        this.end = isSelected ? editor.getSelectionModel().getSelectionEnd() : this.start;
    }

    /** Whether the editor shows a file of the disk, in a project that has a directory. */
    static boolean isIn(Project project, Editor editor) {
        return project.getBasePath() != null && fileOf(editor) != null;
    }

    static Optional<Place> in(Project project, Editor editor) {
        return isIn(project, editor) ? Optional.of(new Place(project, Path.of(fileOf(editor).getPath()), editor)) : Optional.empty();
    }

    /** With the problems that the editor shows there. */
    CodeActionRequest request(String kind) {
        return new CodeActionRequest(kind, this.file, this.line(this.start), this.character(this.start), this.line(this.end),
                this.character(this.end), ShownProblems.in(this.project, this.document, this.start, this.end));
    }

    /** What is selected, as it stands in the editor; empty where nothing is. */
    Optional<Excerpt> excerpt() {
        if (this.start == this.end) {
            return Optional.empty();
        }

        // A selection up to the beginning of a line has nothing of that line.
        boolean endsBefore = this.character(this.end) == 0 && this.line(this.end) > this.line(this.start);
        return Optional.of(new Excerpt(this.file, this.line(this.start) + 1, this.line(this.end) + (endsBefore ? 0 : 1),
                this.document.getText(new TextRange(this.start, this.end))));
    }

    /** What is selected, or else the file. */
    Attachment attachment(Path workspace) {
        return this.excerpt().map(excerpt -> Attachment.of(excerpt, workspace)).orElseGet(() -> Attachment.of(this.file, workspace));
    }

    private int line(int offset) {
        return this.document.getLineNumber(offset);
    }

    private int character(int offset) {
        return offset - this.document.getLineStartOffset(this.line(offset));
    }

    private static VirtualFile fileOf(Editor editor) {
        VirtualFile file = FileDocumentManager.getInstance().getFile(editor.getDocument());
        return file != null && file.isInLocalFileSystem() ? file : null;
    }
}
