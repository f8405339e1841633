package editoragent.ide;

import com.intellij.diff.DiffContentFactory;
import com.intellij.diff.DiffManager;
import com.intellij.diff.requests.SimpleDiffRequest;
import com.intellij.ide.BrowserUtil;
import com.intellij.openapi.application.ApplicationManager;
import com.intellij.openapi.application.ReadAction;
import com.intellij.openapi.editor.Document;
import com.intellij.openapi.fileChooser.FileChooser;
import com.intellij.openapi.fileChooser.FileChooserDescriptor;
import com.intellij.openapi.fileChooser.FileChooserFactory;
import com.intellij.openapi.fileChooser.FileSaverDescriptor;
import com.intellij.openapi.fileEditor.FileDocumentManager;
import com.intellij.openapi.fileEditor.FileEditorManager;
import com.intellij.openapi.fileEditor.OpenFileDescriptor;
import com.intellij.openapi.fileTypes.FileType;
import com.intellij.openapi.fileTypes.FileTypeRegistry;
import com.intellij.openapi.project.Project;
import com.intellij.openapi.vfs.StandardFileSystems;
import com.intellij.openapi.vfs.VirtualFile;
import editoragent.core.EditorHost;
import editoragent.core.Excerpt;
import editoragent.core.Notice;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the agent may ask of the IDE, for one project. */
final class IdeHost implements EditorHost {
    private final Project project;
    private final Path workspace;

    IdeHost(Project project, Path workspace) {
        this.project = project;
        this.workspace = workspace;
    }

    @Override
    public Path workspace() {
        return this.workspace;
    }

    @Override
    public boolean isTrusted() {
        return ProjectTrust.isTrusted(this.project);
    }

    @Override
    public Optional<String> unsavedText(Path file) {
        return ReadAction.compute(() -> {
            VirtualFile known = StandardFileSystems.local().findFileByPath(slashed(file));
            Document document = known == null ? null : FileDocumentManager.getInstance().getCachedDocument(known);
            boolean isUnsaved = document != null && FileDocumentManager.getInstance().isDocumentUnsaved(document);
            return isUnsaved ? Optional.of(document.getText()) : Optional.<String>empty();
        });
    }

    @Override
    public void writeText(Path file, String text) throws IOException {
        new FileWrite(this.project, file, text).run();
    }

    @Override
    public void open(Path file, int line) {
        this.later(() -> {
            VirtualFile known = StandardFileSystems.local().refreshAndFindFileByPath(slashed(file));
            if (known == null) {
                this.notify(new Notice(Notice.Kind.WARNING, file + " does not exist any more."));
                return;
            }

            (line > 0 ? new OpenFileDescriptor(this.project, known, line - 1, 0) : new OpenFileDescriptor(this.project, known)).navigate(true);
        });
    }

    @Override
    public void showDiff(Path file, String before, String after) {
        this.later(() -> {
            String name = file.getFileName().toString();
            FileType type = FileTypeRegistry.getInstance().getFileTypeByFileName(name);
            DiffContentFactory texts = DiffContentFactory.getInstance();
            DiffManager.getInstance().showDiff(this.project, new SimpleDiffRequest("EditorAgent: " + name,
                    texts.create(this.project, before, type), texts.create(this.project, after, type), "Before", "After"));
        });
    }

    /** Only addresses of the web: others would start programs. */
    @Override
    public void openUrl(String url) {
        String address = url.toLowerCase(Locale.ROOT);
        if (address.startsWith("https://") || address.startsWith("http://")) {
            this.later(() -> BrowserUtil.browse(url));
            return;
        }

        this.notify(new Notice(Notice.Kind.WARNING, "Not opened, as it is no address of the web: " + url));
    }

    @Override
    public Optional<Excerpt> selection() {
        return Optional.ofNullable(FileEditorManager.getInstance(this.project).getSelectedTextEditor())
                .flatMap(editor -> Place.in(this.project, editor)).flatMap(Place::excerpt);
    }

    @Override
    public List<Path> chooseFiles() {
        FileChooserDescriptor any = new FileChooserDescriptor(true, true, false, false, false, true).withTitle("Attach Files");
        VirtualFile[] chosen = FileChooser.chooseFiles(any, this.project, StandardFileSystems.local().findFileByPath(slashed(this.workspace)));
        return Arrays.stream(chosen).filter(VirtualFile::isInLocalFileSystem).map(file -> Path.of(file.getPath())).collect(Collectors.toList());
    }

    @Override
    public Optional<Path> chooseTarget(String suggestedName) {
        FileSaverDescriptor markdown = new FileSaverDescriptor("Export the Conversation", "", "md");
        VirtualFile folder = StandardFileSystems.local().findFileByPath(slashed(this.workspace));
        return Optional.ofNullable(FileChooserFactory.getInstance().createSaveFileDialog(markdown, this.project).save(folder, suggestedName))
                .map(chosen -> chosen.getFile().toPath());
    }

    @Override
    public void notify(Notice notice) {
        this.later(() -> Notifier.of(this.project, notice).notify(this.project));
    }

    private void later(Runnable work) {
        ApplicationManager.getApplication().invokeLater(() -> {
            if (!this.project.isDisposed()) {
                work.run();
            }
        });
    }

    /** As the platform's file system has paths, on every system. */
    static String slashed(Path file) {
        return file.toString().replace('\\', '/');
    }
}
