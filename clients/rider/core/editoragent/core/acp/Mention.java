package editoragent.core.acp;

/**
 * Something that a prompt can point to.
 *
 * @param kind "file", "folder", "symbol", "problem" or "resource"
 * @param detail one line: where it is, or what it says; may be empty
 * @param uri for a link in the prompt
 */
public record Mention(String kind, String label, String detail, String uri) {
    static Mention of(Members mention) {
        return new Mention(mention.textOr("kind", ""), mention.textOr("label", ""), mention.textOr("detail", ""), mention.textOr("uri", ""));
    }
}
