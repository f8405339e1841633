package editoragent.ide;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.intellij.openapi.command.CommandEvent;
import com.intellij.openapi.command.CommandListener;
import com.intellij.openapi.command.CommandProcessor;
import com.intellij.openapi.editor.Document;
import com.intellij.openapi.editor.event.DocumentEvent;
import com.intellij.openapi.editor.event.DocumentListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.After;
import org.junit.Test;

public final class FileWriteTest {
    private final Ide ide = new Ide();
    private final IdeHost host = new IdeHost(this.ide.project, this.ide.workspace);

    @After
    public void close() {
        this.ide.close();
    }

    /** What the platform's Undo takes back is a command; its history of them is not part of the core. */
    @Test
    public void writeText_whenTheFileIsOpen_isOneCommandThatChangesOnlyWhatDiffers() throws IOException {
        Path file = this.ide.file("Price.cs", "class Price\n{\n    int Sum() => 1;\n}\n");
        Document document = this.ide.documents.getDocument(this.ide.virtual(file));
        List<String> seen = new ArrayList<>();
        CommandProcessor.getInstance().addCommandListener(new CommandListener() {
            @Override
            public void commandStarted(CommandEvent event) {
                seen.add("started " + event.getCommandName());
            }

            @Override
            public void commandFinished(CommandEvent event) {
                seen.add("finished " + event.getCommandName());
            }
        });
        document.addDocumentListener(new DocumentListener() {
            @Override
            public void documentChanged(DocumentEvent event) {
                seen.add(event.getOldFragment() + " -> " + event.getNewFragment() + (event.isWholeTextReplaced() ? ", with all marks in the text" : ""));
            }
        });

        this.host.writeText(file, "class Price\n{\n    int Sum() => 42;\n}\n");

        assertEquals(List.of("started EditorAgent: Price.cs", "1 -> 42", "finished EditorAgent: Price.cs"), seen);
        assertEquals("class Price\n{\n    int Sum() => 42;\n}\n", Files.readString(file));
    }

    @Test
    public void writeText_whenTheFileHasWindowsLineEndings_keepsThem() throws IOException {
        Path file = this.ide.file("Price.cs", "a\r\nb\r\n");

        this.host.writeText(file, "a\nb\nc\n");

        assertEquals("a\r\nb\r\nc\r\n", Files.readString(file));
    }

    @Test
    public void writeText_whenNothingDiffers_changesNoDocument() throws IOException {
        Path file = this.ide.file("Price.cs", "same\n");
        long before = this.ide.documents.getDocument(this.ide.virtual(file)).getModificationStamp();

        this.host.writeText(file, "same\n");

        assertEquals(before, this.ide.documents.getDocument(this.ide.virtual(file)).getModificationStamp());
    }

    @Test
    public void writeText_whenTheFolderIsMissing_makesFileAndFolders() throws IOException {
        Path file = this.ide.workspace.resolve("tests/unit/PriceTests.cs");

        this.host.writeText(file, "class PriceTests\r\n{\r\n}\r\n");

        assertEquals("class PriceTests\r\n{\r\n}\r\n", Files.readString(file));
    }

    @Test
    public void writeText_whenTheDocumentIsReadOnly_saysSoAndWritesNothing() throws IOException {
        Path file = this.ide.file("Price.cs", "locked\n");
        this.ide.documents.getDocument(this.ide.virtual(file)).setReadOnly(true);

        IOException refusal = assertThrows(IOException.class, () -> this.host.writeText(file, "changed\n"));

        assertTrue(refusal.getMessage(), refusal.getMessage().contains("read-only"));
        assertEquals("locked\n", Files.readString(file));
    }

    @Test
    public void writeText_whenTheProjectIsClosed_writesNothing() throws IOException {
        Path file = this.ide.file("Price.cs", "as it was\n");
        this.ide.closeProject();

        assertThrows(IOException.class, () -> this.host.writeText(file, "changed\n"));

        assertEquals("as it was\n", Files.readString(file));
    }

    @Test
    public void unsavedText_onlyWhenTheDocumentDiffersFromTheDisk_isItsText() throws IOException {
        Path file = this.ide.file("Price.cs", "on disk\n");
        assertEquals(Optional.empty(), this.host.unsavedText(file));
        Document document = this.ide.documents.getDocument(this.ide.virtual(file));
        assertEquals(Optional.empty(), this.host.unsavedText(file));

        this.ide.documents.unsaved.add(document);

        assertEquals(Optional.of("on disk\n"), this.host.unsavedText(file));
        assertEquals(Optional.empty(), this.host.unsavedText(this.ide.workspace.resolve("Missing.cs")));
    }
}
