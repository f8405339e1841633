package editoragent.core;

import java.nio.file.Path;
import java.util.List;

/**
 * A turn about a place in a file. Lines and characters count from 0, in UTF-16 units.
 *
 * @param kind "fix", "fix_and_add_tests", "add_tests", "explain", "document" or "fix_test"
 * @param file absolute
 */
public record CodeActionRequest(
        String kind, Path file, int startLine, int startCharacter, int endLine, int endCharacter, List<Problem> problems) {
    public static final String FIX = "fix";
    public static final String FIX_AND_ADD_TESTS = "fix_and_add_tests";
    public static final String ADD_TESTS = "add_tests";
    public static final String EXPLAIN = "explain";
    public static final String DOCUMENT = "document";
    public static final String FIX_TEST = "fix_test";

    public CodeActionRequest {
        problems = List.copyOf(problems);
    }
}
