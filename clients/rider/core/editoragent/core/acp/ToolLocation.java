package editoragent.core.acp;

/** @param line counts from 1; 0 where none is known */
public record ToolLocation(String path, int line) {
    static ToolLocation of(Members location) {
        return new ToolLocation(location.textOr("path", ""), (int) Math.max(0, Math.min(Integer.MAX_VALUE, location.numberOr("line", 0))));
    }
}
