package editoragent.ide;

import com.intellij.mock.MockFileDocumentManagerImpl;
import com.intellij.openapi.editor.Document;
import com.intellij.openapi.editor.impl.DocumentImpl;
import com.intellij.openapi.util.text.StringUtil;
import com.intellij.openapi.vfs.VirtualFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Documents that are saved to the disk, with the line endings that the file had; a test says which of them are unsaved. */
final class OpenDocuments extends MockFileDocumentManagerImpl {
    final Set<Document> unsaved = ConcurrentHashMap.newKeySet();
    private final Map<VirtualFile, Document> open = new ConcurrentHashMap<>();

    OpenDocuments() {
        super(text -> new DocumentImpl(text), null);
    }

    @Override
    public Document getDocument(VirtualFile file) {
        Document document = super.getDocument(file);
        if (document != null) {
            this.open.put(file, document);
        }

        return document;
    }

    @Override
    public Document getCachedDocument(VirtualFile file) {
        return this.open.get(file);
    }

    @Override
    public boolean isDocumentUnsaved(Document document) {
        return this.unsaved.contains(document);
    }

    @Override
    public void saveDocument(Document document) {
        VirtualFile file = this.getFile(document);
        String separator = file.getDetectedLineSeparator();
        try {
            String text = StringUtil.convertLineSeparators(document.getText(), separator == null ? "\n" : separator);
            file.setBinaryContent(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }

        this.unsaved.remove(document);
    }
}
