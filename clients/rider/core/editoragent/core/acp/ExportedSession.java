package editoragent.core.acp;

/**
 * A conversation as Markdown.
 *
 * @param suggestedName a file name without a directory
 */
public record ExportedSession(String text, String suggestedName) {
    static ExportedSession of(Members exported) {
        return new ExportedSession(exported.textOr("text", ""), exported.text("suggestedName").filter(name -> !name.contains("/") && !name.contains("\\")).orElse("conversation.md"));
    }
}
