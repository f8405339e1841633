package editoragent.core;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the core needs of the editor around it. Where nothing else is said, a method may be called from any thread, and may wait for the editor's
 * own thread; none of them is ever called on the thread that reads from the sidecar.
 */
public interface EditorHost {
    /** The absolute directory that sessions work in. */
    Path workspace();

    /**
     * Whether the user has trusted the project in the editor; true where the editor knows no such thing. Asked at each start of the sidecar, which
     * only reads where the answer is no.
     */
    boolean isTrusted();

    /** The text of a document that is open and differs from the disk. Empty where the disk is as good. */
    Optional<String> unsavedText(Path file);

    /**
     * Writes the whole text of a file as one command that the user can undo. Creates the file and its folders where there are none. A document
     * that was saved before is saved again, as builds and tests read the disk; what the user has not saved yet stays theirs to save.
     */
    void writeText(Path file, String text) throws IOException;

    /** Opens a file. The line counts from 1; 0 stands for none. */
    void open(Path file, int line);

    /** Shows two texts side by side in the editor's own viewer. Nothing is written. */
    void showDiff(Path file, String before, String after);

    void openUrl(String url);

    /** What is selected in the editor that the user was last in, where that shows a file of the disk. On the event dispatch thread only. */
    Optional<Excerpt> selection();

    /** Lets the user choose files; none where they chose none. On the event dispatch thread only, and waits for the user there. */
    List<Path> chooseFiles();

    /** Lets the user choose where to save something; empty where they do not want to. As {@link #chooseFiles}. */
    Optional<Path> chooseTarget(String suggestedName);

    /** Tells the user something while the panel may be hidden. Never takes an answer to a question. Returns at once. */
    void notify(Notice notice);
}
