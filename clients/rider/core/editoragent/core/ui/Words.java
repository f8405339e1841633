package editoragent.core.ui;

import java.awt.Color;
import java.awt.Font;
import java.util.function.Supplier;
import javax.swing.BorderFactory;
import javax.swing.JTextArea;

/** Text that wraps and can be copied. Never read as markup. */
final class Words extends JTextArea {
    private static final long serialVersionUID = 1L;

    private final transient Supplier<Color> color;
    private final transient Supplier<Font> face;

    Words(String text, Supplier<Color> color, Supplier<Font> face) {
        super(text);
        this.color = color;
        this.face = face;
        this.setEditable(false);
        this.setLineWrap(true);
        this.setWrapStyleWord(true);
        this.updateUI();
    }

    static Words of(String text) {
        return new Words(text, Look::text, Look::font);
    }

    static Words faint(String text) {
        return new Words(text, Look::faint, Look::small);
    }

    /** Sets the text only where it is another, so that a selection stays. */
    void show(String text) {
        if (!this.getText().equals(text)) {
            this.setText(text);
        }

        this.setVisible(!text.isEmpty());
    }

    @Override
    public void updateUI() {
        super.updateUI();
        this.setCaret(new StillCaret());
        this.setOpaque(false);
        this.setBorder(BorderFactory.createEmptyBorder());
        if (this.face != null) {
            this.setFont(this.face.get());
        }
    }

    @Override
    public Color getForeground() {
        return this.color == null ? super.getForeground() : this.color.get();
    }
}
