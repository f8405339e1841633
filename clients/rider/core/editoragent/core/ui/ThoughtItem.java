package editoragent.core.ui;

import javax.swing.JComponent;

/** What the model thought, folded until the user wants to see it. */
final class ThoughtItem extends Item {
    private final StringBuilder text = new StringBuilder();
    private Words words;
    private boolean isOpen;

    ThoughtItem(String key) {
        super(key);
    }

    void append(String more) {
        this.text.append(more);
        if (this.words != null) {
            this.words.append(more);
        }
    }

    @Override
    JComponent draw() {
        this.words = new Words(this.text.toString(), Look::faint, Look::font);
        this.words.setName("editoragent.thought");
        Fold fold = new Fold("Thought", "editoragent.thought.fold", this.isOpen, this.words, isOpen -> this.isOpen = isOpen);
        return fold;
    }

    @Override
    void dropped() {
        this.words = null;
    }
}
