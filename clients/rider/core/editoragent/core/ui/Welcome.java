package editoragent.core.ui;

import java.util.List;
import java.util.function.Consumer;

/** What an empty conversation shows: how to begin. */
final class Welcome extends Column {
    private static final long serialVersionUID = 1L;
    private static final List<String> SUGGESTIONS = List.of(
            "Explain what this project does and how it is built", "Find the cause of the failing tests and fix it", "Add tests for the file that is open");

    Welcome(Consumer<String> write) {
        super(Look.GAP);
        this.setName("editoragent.welcome");
        this.add(new Words("What shall we work on?", Look::text, () -> Look.bold().deriveFont(Look.font().getSize2D() + 3f)));
        this.add(new Words("The agent reads and changes files, runs commands and tests, and uses your MCP servers. It asks before anything that matters.", Look::faint, Look::font));
        for (String text : SUGGESTIONS) {
            this.add(new WrapRow(0, new FlatButton(text, "editoragent.suggestion", FlatButton.Rank.SECONDARY, () -> write.accept(text))));
        }

        this.padded(18, 14, 8, 14);
    }
}
