package editoragent.core.ui;

import editoragent.core.Attachment;
import editoragent.core.Said;
import editoragent.core.acp.ContentBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import javax.swing.JComponent;

/** What the user said and what went along, and whether the agent has read it. A long text shows its beginning until the user wants all of it. */
final class SaidItem extends Item {
    private static final int MOST_LINES = 12;
    private static final int MOST_CHARACTERS = 900;

    private record Along(String label, String detail) {
    }

    private final StringBuilder text;
    private final List<Along> along = new ArrayList<>();
    private final Said.Waiting waiting;
    private final long saidKey;
    private final LongConsumer takeBack;
    private final Column view = new Column(0);
    private boolean isWhole;

    /** Something of before. */
    SaidItem(String key, ContentBlock first) {
        this(key, "", Said.Waiting.NO, 0, taken -> { });
        this.append(first);
    }

    SaidItem(String key, Said said, LongConsumer takeBack) {
        this(key, said.prompt().text(), said.waiting(), said.key(), takeBack);
        for (Attachment attachment : said.prompt().attachments()) {
            this.along.add(new Along(attachment.label(), attachment.detail()));
        }
    }

    private SaidItem(String key, String text, Said.Waiting waiting, long saidKey, LongConsumer takeBack) {
        super(key);
        this.text = new StringBuilder(text);
        this.waiting = waiting;
        this.saidKey = saidKey;
        this.takeBack = takeBack;
        this.view.padded(4, 28, 2, 0);
    }

    void append(ContentBlock more) {
        if (more instanceof ContentBlock.ResourceLink link) {
            this.along.add(new Along(link.name(), link.uri()));
        } else {
            this.text.append(this.text.isEmpty() ? "" : "\n").append(more.asText());
        }

        if (this.isDrawn()) {
            this.fill();
        }
    }

    String text() {
        return this.text.toString();
    }

    @Override
    JComponent draw() {
        this.fill();
        return this.view;
    }

    private void fill() {
        Card card = new Card(4, Look::bubble, () -> null);
        if (!this.text.isEmpty()) {
            int end = this.isWhole ? this.text.length() : endOfBeginning(this.text());
            Words words = Words.of(end < this.text.length() ? this.text.substring(0, end) + "…" : this.text());
            words.setName("editoragent.said");
            words.getAccessibleContext().setAccessibleName("You said");
            card.add(words);
            if (end < this.text.length()) {
                card.add(new WrapRow(4, new FlatButton("Show all", "editoragent.said.all", FlatButton.Rank.QUIET, this::showAll)));
            }
        }

        if (!this.along.isEmpty()) {
            WrapRow tags = new WrapRow(4);
            this.along.forEach(one -> tags.add(new Tag(one.label(), one.detail())));
            card.add(tags);
        }

        if (this.waiting != Said.Waiting.NO) {
            card.add(Words.faint(this.waiting == Said.Waiting.STEERING ? "Goes to the agent at its next step" : "Queued: sent when this turn ends"));
        }

        if (this.waiting == Said.Waiting.QUEUED) {
            card.add(new WrapRow(4, new FlatButton("Take back", "editoragent.takeBack", FlatButton.Rank.QUIET, () -> this.takeBack.accept(this.saidKey))));
        }

        this.view.removeAll();
        this.view.add(card);
        this.view.revalidate();
        this.view.repaint();
    }

    private void showAll() {
        this.isWhole = true;
        this.fill();
    }

    private static int endOfBeginning(String text) {
        int end = -1;
        for (int line = 0; line < MOST_LINES; line++) {
            end = text.indexOf('\n', end + 1);
            if (end < 0) {
                return text.length() > MOST_CHARACTERS ? MOST_CHARACTERS : text.length();
            }
        }

        return Math.min(end, MOST_CHARACTERS);
    }
}
