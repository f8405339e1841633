package editoragent.core.ui;

import static org.junit.Assert.assertEquals;

import editoragent.core.Until;
import org.junit.Test;

public final class MarkdownTextTest {
    private static final String SOURCE = """
            # Title

            Some **bold** text with `code` and a [link](https://example.org/a).

            - one
            - two

            ```csharp
            var x = 1;

            var y = **2**;
            ```
            <html>not markup</html>
            """;

    @Test
    public void append_whenItComesInPieces_looksAsIfItCameWhole() throws Exception {
        Until.onEdt(() -> {
            MarkdownText whole = new MarkdownText("whole", url -> { });
            whole.append(SOURCE);
            MarkdownText pieces = new MarkdownText("pieces", url -> { });
            for (int i = 0; i < SOURCE.length(); i++) {
                pieces.append(SOURCE.substring(i, i + 1));
            }

            String expected = """
                    Title
                    Some bold text with code and a link (https://example.org/a).
                    • one
                    • two
                    var x = 1;
                    \s
                    var y = **2**;
                    <html>not markup</html>""";
            assertEquals(expected, whole.getDocument().getText(0, whole.getDocument().getLength()));
            assertEquals(expected, pieces.getDocument().getText(0, pieces.getDocument().getLength()));
            return null;
        });
    }
}
