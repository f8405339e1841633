package editoragent.core.rpc;

/**
 * How a sidecar ended.
 *
 * @param lastWords the last line that it said on stderr; empty where it said nothing
 */
public record Exit(int code, String lastWords) {
    /** In a few words, for a line to the user. */
    public String words() {
        String how = this.code > 128 && this.code < 160 ? "signal " + (this.code - 128) : "exit code " + this.code;
        return this.lastWords.isEmpty() ? how : how + ": " + (this.lastWords.length() <= 300 ? this.lastWords : this.lastWords.substring(0, 300) + "…");
    }
}
