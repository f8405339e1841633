package editoragent.core;

/** The names of the code actions, as users read them. */
public final class CodeActionWords {
    private CodeActionWords() {
    }

    public static String of(String kind) {
        return switch (kind) {
            case CodeActionRequest.FIX -> "Fix";
            case CodeActionRequest.FIX_AND_ADD_TESTS -> "Fix and add tests";
            case CodeActionRequest.ADD_TESTS -> "Add tests";
            case CodeActionRequest.EXPLAIN -> "Explain";
            case CodeActionRequest.DOCUMENT -> "Document";
            case CodeActionRequest.FIX_TEST -> "Fix this test";
            default -> kind;
        };
    }
}
