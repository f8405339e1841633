package editoragent.ide;

import com.intellij.openapi.application.ApplicationManager;
import com.intellij.openapi.application.ModalityState;
import com.intellij.openapi.command.WriteCommandAction;
import com.intellij.openapi.editor.Document;
import com.intellij.openapi.fileEditor.FileDocumentManager;
import com.intellij.openapi.project.Project;
import com.intellij.openapi.vfs.StandardFileSystems;
import com.intellij.openapi.vfs.VfsUtil;
import com.intellij.openapi.vfs.VirtualFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One file gets one text, as one command: one Undo takes it back. A file that has a document is changed through it, only where the texts differ,
 * so that carets, folds and breakpoints elsewhere stay; its line endings stay what they are. Then it is saved, as the agent's commands read the disk.
 */
final class FileWrite {
    private final Project project;
    private final Path file;
    private final String text;
    private volatile boolean isWritten;

    FileWrite(Project project, Path file, String text) {
        this.project = project;
        this.file = file;
        this.text = text;
    }

    /** From any thread; waits for the event dispatch thread, and for a dialog that is open. */
    void run() throws IOException {
        AtomicReference<Exception> failure = new AtomicReference<>();
        ApplicationManager.getApplication().invokeAndWait(() -> this.command(failure), ModalityState.defaultModalityState());
        if (failure.get() instanceof IOException) {
            throw (IOException) failure.get();
        }

        if (failure.get() != null) {
            throw new IOException(this.file + " was not written: " + failure.get().getMessage(), failure.get());
        }

        if (!this.isWritten) {
            throw new IOException("The IDE did not let " + this.file + " be written.");
        }
    }

    /** What fails is carried out by hand: commands of the platform do not hand on every exception. */
    private void command(AtomicReference<Exception> failure) {
        if (this.project.isDisposed()) {
            failure.set(new IOException("The project is closed. " + this.file + " was not written."));
            return;
        }

        VirtualFile known = StandardFileSystems.local().refreshAndFindFileByPath(IdeHost.slashed(this.file));
        if (known != null) {
            // A command of the agent may have changed it since the IDE looked; an older text would make saving ask about a conflict.
            known.refresh(false, false);
        }

        WriteCommandAction.runWriteCommandAction(this.project, "EditorAgent: " + this.file.getFileName(), null, () -> {
            try {
                this.write(known);
                this.isWritten = true;
            } catch (IOException | RuntimeException e) {
                failure.set(e);
            }
        });
    }

    private void write(VirtualFile known) throws IOException {
        if (known == null) {
            VfsUtil.saveText(this.folder(this.file.getParent()).createChildData(this, this.file.getFileName().toString()), this.text);
            return;
        }

        Document document = FileDocumentManager.getInstance().getDocument(known);
        if (document == null) {
            VfsUtil.saveText(known, this.text);
            return;
        }

        if (!document.isWritable()) {
            throw new IOException(this.file + " is read-only in the editor. It was not written.");
        }

        change(document, this.text.replace("\r\n", "\n").replace('\r', '\n'));
        FileDocumentManager.getInstance().saveDocument(document);
    }

    /** With those around it that are missing, in the same command. */
    private VirtualFile folder(Path path) throws IOException {
        VirtualFile known = StandardFileSystems.local().refreshAndFindFileByPath(IdeHost.slashed(path));
        if (known != null) {
            return known;
        }

        if (path.getParent() == null) {
            throw new IOException(path + " does not exist. " + this.file + " was not written.");
        }

        return this.folder(path.getParent()).createChildDirectory(this, path.getFileName().toString());
    }

    /** {@code setText} would count as a new text for breakpoints and other marks. */
    private static void change(Document document, String wanted) {
        String present = document.getText();
        int shorter = Math.min(present.length(), wanted.length());
        int head = 0;
        while (head < shorter && present.charAt(head) == wanted.charAt(head)) {
            head++;
        }

        int tail = 0;
        while (tail < shorter - head && present.charAt(present.length() - 1 - tail) == wanted.charAt(wanted.length() - 1 - tail)) {
            tail++;
        }

        if (present.length() != head + tail || wanted.length() != head + tail) {
            document.replaceString(head, present.length() - tail, wanted.substring(head, wanted.length() - tail));
        }
    }
}
