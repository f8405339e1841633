package editoragent.core.panel;

import editoragent.core.EditorHost;
import editoragent.core.Excerpt;
import editoragent.core.Notice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** An editor without a window: keeps unsaved texts in memory, writes to the disk, and remembers what it was asked for. */
final class RecordingHost implements EditorHost {
    final Map<Path, String> unsaved = new ConcurrentHashMap<>();
    final List<Path> written = new CopyOnWriteArrayList<>();
    final List<Path> opened = new CopyOnWriteArrayList<>();
    final List<String> diffs = new CopyOnWriteArrayList<>();
    final List<Path> chosen = new CopyOnWriteArrayList<>();
    volatile Optional<Excerpt> selected = Optional.empty();
    final List<String> suggested = new CopyOnWriteArrayList<>();
    volatile Optional<Path> target = Optional.empty();
    final List<Notice> notices = new CopyOnWriteArrayList<>();
    volatile boolean isTrusted = true;
    private final Path workspace;

    RecordingHost(Path workspace) {
        this.workspace = workspace;
    }

    @Override
    public Path workspace() {
        return this.workspace;
    }

    @Override
    public boolean isTrusted() {
        return this.isTrusted;
    }

    @Override
    public Optional<String> unsavedText(Path file) {
        return Optional.ofNullable(this.unsaved.get(file));
    }

    @Override
    public void writeText(Path file, String text) throws IOException {
        this.written.add(file);
        if (this.unsaved.computeIfPresent(file, (path, before) -> text) == null) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        }
    }

    @Override
    public void open(Path file, int line) {
        this.opened.add(file);
    }

    @Override
    public void showDiff(Path file, String before, String after) {
        this.diffs.add(before + "→" + after);
    }

    @Override
    public void openUrl(String url) {
        throw new AssertionError("No address is opened in these tests: " + url);
    }

    @Override
    public Optional<Excerpt> selection() {
        return this.selected;
    }

    @Override
    public List<Path> chooseFiles() {
        return this.chosen;
    }

    @Override
    public Optional<Path> chooseTarget(String suggestedName) {
        this.suggested.add(suggestedName);
        return this.target;
    }

    @Override
    public void notify(Notice notice) {
        this.notices.add(notice);
    }
}
