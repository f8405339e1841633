package editoragent.core.ui;

import java.awt.Color;
import java.awt.Font;
import java.util.function.Supplier;
import javax.swing.JLabel;

/** A line of text that keeps its colour and weight under every theme. */
final class Caption extends JLabel {
    private static final long serialVersionUID = 1L;

    private final transient Supplier<Color> color;
    private final transient Supplier<Font> face;

    Caption(String text, Supplier<Color> color, Supplier<Font> face) {
        super(Look.plain(text));
        this.color = color;
        this.face = face;
        this.updateUI();
    }

    void show(String text) {
        this.setText(Look.plain(text));
        this.setVisible(!text.isEmpty());
    }

    @Override
    public void updateUI() {
        super.updateUI();
        if (this.face != null) {
            this.setFont(this.face.get());
        }
    }

    @Override
    public Color getForeground() {
        return this.color == null ? super.getForeground() : this.color.get();
    }
}
