package editoragent.ide;

import static org.junit.Assert.assertEquals;

import com.intellij.openapi.editor.Document;
import com.intellij.openapi.editor.impl.DocumentImpl;
import editoragent.core.Excerpt;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.After;
import org.junit.Test;

/** What the chat asks the IDE for. */
public final class IdeHostTest {
    private static final String TEXT = "class Price\n{\n    int Sum() => x;\n}\n";

    private final Ide ide = new Ide();
    private final IdeHost host = new IdeHost(this.ide.project, this.ide.workspace);

    @After
    public void close() {
        this.ide.close();
    }

    @Test
    public void selection_isTheTextOfTheEditorWithItsLines() throws IOException {
        Path file = this.ide.file("Price.cs", TEXT);
        Document document = this.ide.documents.getDocument(this.ide.virtual(file));
        this.ide.file("Price.cs", "what the disk has");
        int start = TEXT.indexOf("{");

        assertEquals(Optional.empty(), this.host.selection());
        this.ide.editors.selected = EditorAt.of(document, start, start);
        assertEquals("a caret selects nothing", Optional.empty(), this.host.selection());
        this.ide.editors.selected = EditorAt.of(document, start, TEXT.indexOf(";"));
        assertEquals(Optional.of(new Excerpt(file, 2, 3, "{\n    int Sum() => x")), this.host.selection());
        this.ide.editors.selected = EditorAt.of(document, start, TEXT.lastIndexOf("}"));
        assertEquals("nothing of the last line is selected", 3, this.host.selection().orElseThrow().lastLine());
        this.ide.editors.selected = EditorAt.of(new DocumentImpl("a scratch that no file has"), 0, 5);
        assertEquals(Optional.empty(), this.host.selection());
    }

    @Test
    public void chooseFiles_areThoseOfTheDisk() throws IOException {
        Path file = this.ide.file("Price.cs", TEXT);
        assertEquals(List.of(), this.host.chooseFiles());
        this.ide.choosers.chosen.add(this.ide.virtual(file));
        this.ide.choosers.chosen.add(new com.intellij.testFramework.LightVirtualFile("of no disk"));

        assertEquals(List.of(file), this.host.chooseFiles());
    }

    @Test
    public void chooseTarget_isWhatTheUserChose_orNothing() {
        assertEquals(Optional.empty(), this.host.chooseTarget("talk.md"));
        this.ide.choosers.target = this.ide.workspace.resolve("kept.md").toFile();

        assertEquals(Optional.of(this.ide.workspace.resolve("kept.md")), this.host.chooseTarget("talk.md"));
        assertEquals(List.of("talk.md", "talk.md"), this.ide.choosers.saved);
    }
}
