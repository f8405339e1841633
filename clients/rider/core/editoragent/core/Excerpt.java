package editoragent.core;

import java.nio.file.Path;

/**
 * What is selected in an editor, as it stands there: it may not be saved yet.
 *
 * @param file absolute
 * @param firstLine counts from 1
 * @param lastLine the last one with something selected in it
 */
public record Excerpt(Path file, int firstLine, int lastLine, String text) {
}
