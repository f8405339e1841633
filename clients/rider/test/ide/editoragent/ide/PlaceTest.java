package editoragent.ide;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertTrue;

import com.intellij.codeInsight.daemon.impl.HighlightInfo;
import com.intellij.codeInsight.intention.preview.IntentionPreviewInfo;
import com.intellij.lang.annotation.HighlightSeverity;
import com.intellij.openapi.actionSystem.AnActionEvent;
import com.intellij.openapi.editor.Document;
import com.intellij.openapi.editor.Editor;
import com.intellij.openapi.editor.impl.DocumentImpl;
import com.intellij.openapi.editor.impl.DocumentMarkupModel;
import com.intellij.openapi.editor.markup.HighlighterTargetArea;
import com.intellij.openapi.project.Project;
import editoragent.core.CodeActionRequest;
import editoragent.core.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.After;
import org.junit.Test;

public final class PlaceTest {
    private static final String TEXT = "class Price\n{\n    int Sum() => x;\n}\n";

    private final Ide ide = new Ide();

    @After
    public void close() {
        this.ide.close();
    }

    @Test
    public void request_whenTextIsSelected_isItsRangeWithTheProblemsInIt() throws IOException {
        Path file = this.ide.file("Price.cs", TEXT);
        Document document = this.document(file);
        this.highlight(document, TEXT.indexOf("x;"), HighlightSeverity.ERROR, "The name 'x' does not exist");
        this.highlight(document, TEXT.indexOf("Sum"), HighlightSeverity.WEAK_WARNING, "Sum is never used");
        this.highlight(document, TEXT.indexOf("Price"), HighlightSeverity.WARNING, "Not in the selection");
        this.highlight(document, TEXT.indexOf("=>"), HighlightSeverity.INFORMATION, "Only a colour");

        CodeActionRequest request = this.request(document, TEXT.indexOf("int"), TEXT.indexOf(";"));

        assertEquals(new CodeActionRequest(CodeActionRequest.FIX_AND_ADD_TESTS, file, 2, 4, 2, 18, List.of(
                new Problem("Sum is never used", "information", 2, 8), new Problem("The name 'x' does not exist", "error", 2, 17))), request);
    }

    @Test
    public void request_whenOnlyTheCaretIsThere_hasTheProblemsUnderItOrElseOfItsLine() throws IOException {
        Document document = this.document(this.ide.file("Price.cs", TEXT));
        this.highlight(document, TEXT.indexOf("x;"), HighlightSeverity.ERROR, "under it");
        this.highlight(document, TEXT.indexOf("Sum"), HighlightSeverity.WARNING, "of its line");
        int under = TEXT.indexOf("x;");
        int beside = TEXT.indexOf("int");

        assertEquals(List.of(new Problem("under it", "error", 2, 17)), this.request(document, under, under).problems());
        assertEquals(2, this.request(document, beside, beside).problems().size());
        assertEquals(List.of(), this.request(document, 0, 0).problems());
    }

    @Test
    public void update_withoutAProjectAFileOrADirectory_hidesTheAction() throws IOException {
        Document document = this.document(this.ide.file("Price.cs", TEXT));
        assertTrue(isShown(this.ide.project, EditorAt.of(document, 0, 0)));
        assertFalse(isShown(null, EditorAt.of(document, 0, 0)));
        assertFalse(isShown(this.ide.project, null));
        assertFalse(isShown(this.ide.project, EditorAt.of(new DocumentImpl("a scratch that no file has"), 0, 0)));
        try (Ide welcome = new Ide(false)) {
            assertFalse(isShown(welcome.project, EditorAt.of(document, 0, 0)));
        }
    }

    /** A preview that runs the intention would start a turn each time that the user only looks at the menu. */
    @Test
    public void intention_whenShown_startsNothing() throws IOException {
        Editor editor = EditorAt.of(this.document(this.ide.file("Price.cs", TEXT)), 0, 0);
        FixAndAddTestsIntention intention = new FixAndAddTestsIntention();

        assertTrue(intention.isAvailable(this.ide.project, editor, null));
        assertFalse(intention.startInWriteAction());
        assertSame(IntentionPreviewInfo.EMPTY, intention.generatePreview(this.ide.project, editor, null));
        assertEquals(0, this.ide.toolWindows.activations);
    }

    private CodeActionRequest request(Document document, int start, int end) {
        return Place.in(this.ide.project, EditorAt.of(document, start, end)).orElseThrow().request(CodeActionRequest.FIX_AND_ADD_TESTS);
    }

    private Document document(Path file) {
        return this.ide.documents.getDocument(this.ide.virtual(file));
    }

    private void highlight(Document document, int start, HighlightSeverity severity, String description) {
        Ide.onEventThread(() -> DocumentMarkupModel.forDocument(document, this.ide.project, true)
                .addRangeHighlighter(start, start + 1, 1, null, HighlighterTargetArea.EXACT_RANGE)
                .setErrorStripeTooltip(new HighlightInfo() {
                    @Override
                    public String getDescription() {
                        return description;
                    }

                    @Override
                    public HighlightSeverity getSeverity() {
                        return severity;
                    }
                }));
    }

    private static boolean isShown(Project project, Editor editor) {
        AnActionEvent event = EditorAt.event(project, editor);
        new FixAndAddTestsAction().update(event);
        return event.getPresentation().isEnabledAndVisible();
    }
}
