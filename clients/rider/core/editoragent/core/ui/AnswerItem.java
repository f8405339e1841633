package editoragent.core.ui;

import java.util.function.Consumer;
import javax.swing.JComponent;

/** An answer of the model, as far as it has come. */
final class AnswerItem extends Item {
    private final StringBuilder text = new StringBuilder();
    private final Consumer<String> openUrl;
    private MarkdownText shown;

    AnswerItem(String key, Consumer<String> openUrl) {
        super(key);
        this.openUrl = openUrl;
    }

    void append(String more) {
        this.text.append(more);
        if (this.shown != null) {
            this.shown.append(more);
        }
    }

    @Override
    JComponent draw() {
        this.shown = new MarkdownText("editoragent.answer", this.openUrl);
        this.shown.getAccessibleContext().setAccessibleName("The agent said");
        this.shown.append(this.text.toString());
        return new Column(0, this.shown).padded(2, 2, 2, 2);
    }

    @Override
    void dropped() {
        this.shown = null;
    }
}
