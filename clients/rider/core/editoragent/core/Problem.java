package editoragent.core;

/**
 * A problem that the editor shows.
 *
 * @param severity "error", "warning", "information" or "hint"
 * @param line counts from 0
 * @param character counts from 0, in UTF-16 units
 */
public record Problem(String message, String severity, int line, int character) {
}
