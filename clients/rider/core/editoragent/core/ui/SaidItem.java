package editoragent.core.ui;

import editoragent.core.Said;
import java.util.function.LongConsumer;
import javax.swing.JComponent;

/** What the user said, and whether the agent has read it. */
final class SaidItem extends Item {
    private final StringBuilder text;
    private final Said.Waiting waiting;
    private final long saidKey;
    private final LongConsumer takeBack;
    private Words words;

    SaidItem(String key, String text, Said.Waiting waiting, long saidKey, LongConsumer takeBack) {
        super(key);
        this.text = new StringBuilder(text);
        this.waiting = waiting;
        this.saidKey = saidKey;
        this.takeBack = takeBack;
    }

    void append(String more) {
        this.text.append(this.text.isEmpty() ? "" : "\n").append(more);
        if (this.words != null) {
            this.words.setText(this.text.toString());
        }
    }

    String text() {
        return this.text.toString();
    }

    @Override
    JComponent draw() {
        this.words = Words.of(this.text.toString());
        this.words.setName("editoragent.said");
        this.words.getAccessibleContext().setAccessibleName("You said");
        Card card = new Card(4, Look::bubble, () -> null, this.words);
        if (this.waiting != Said.Waiting.NO) {
            card.add(Words.faint(this.waiting == Said.Waiting.STEERING ? "Goes to the agent at its next step" : "Queued: sent when this turn ends"));
        }

        if (this.waiting == Said.Waiting.QUEUED) {
            card.add(new WrapRow(4, new FlatButton("Take back", "editoragent.takeBack", FlatButton.Rank.QUIET, () -> this.takeBack.accept(this.saidKey))));
        }

        Column indented = new Column(0, card);
        indented.padded(4, 28, 2, 0);
        return indented;
    }

    @Override
    void dropped() {
        this.words = null;
    }
}
