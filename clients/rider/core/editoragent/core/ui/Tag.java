package editoragent.core.ui;

import java.awt.Color;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import javax.swing.BorderFactory;
import javax.swing.JLabel;

/** A few words on a ground of their own: what went along with a message. */
final class Tag extends JLabel {
    private static final long serialVersionUID = 1L;

    Tag(String text, String detail) {
        super(Look.plain(text));
        this.setToolTipText(Look.plain(detail.isEmpty() ? text : detail));
        this.setBorder(BorderFactory.createEmptyBorder(2, 7, 3, 7));
    }

    @Override
    public void updateUI() {
        super.updateUI();
        this.setFont(Look.small());
    }

    @Override
    public Color getForeground() {
        return Look.text();
    }

    @Override
    protected void paintComponent(Graphics graphics) {
        Graphics2D g = (Graphics2D) graphics.create();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setColor(Look.field());
        g.fillRoundRect(0, 0, this.getWidth() - 1, this.getHeight() - 1, 8, 8);
        g.setColor(Look.border());
        g.drawRoundRect(0, 0, this.getWidth() - 1, this.getHeight() - 1, 8, 8);
        g.dispose();
        super.paintComponent(graphics);
    }
}
