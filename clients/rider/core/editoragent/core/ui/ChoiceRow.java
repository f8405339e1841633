package editoragent.core.ui;

import java.awt.Component;
import java.awt.Dimension;
import java.awt.FontMetrics;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import javax.swing.JList;
import javax.swing.JPanel;
import javax.swing.ListCellRenderer;
import javax.swing.SwingUtilities;

/** One line: what it is, where it is, and of what kind. What has no room is cut, the place before the name. */
final class ChoiceRow extends JPanel implements ListCellRenderer<Choice> {
    private static final long serialVersionUID = 1L;
    private static final int PAD = 7;

    private transient Choice choice;
    private boolean isActive;

    @Override
    public Component getListCellRendererComponent(JList<? extends Choice> list, Choice value, int index, boolean isSelected, boolean cellHasFocus) {
        this.choice = value;
        this.isActive = isSelected;
        this.setOpaque(false);
        this.getAccessibleContext().setAccessibleName(value.label());
        this.getAccessibleContext().setAccessibleDescription(value.detail() + " " + value.aside());
        return this;
    }

    @Override
    public Dimension getPreferredSize() {
        return new Dimension(100, this.getFontMetrics(Look.font()).getHeight() + 6);
    }

    @Override
    protected void paintComponent(Graphics graphics) {
        Graphics2D g = (Graphics2D) graphics.create();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        if (this.isActive) {
            g.setColor(Look.blend(Look.field(), Look.accent(), Look.isDark() ? 0.42 : 0.20));
            g.fillRoundRect(0, 0, this.getWidth(), this.getHeight(), 6, 6);
        }

        FontMetrics wide = g.getFontMetrics(Look.font());
        FontMetrics narrow = g.getFontMetrics(Look.small());
        int y = (this.getHeight() - wide.getHeight()) / 2 + wide.getAscent();
        int right = this.getWidth() - PAD - narrow.stringWidth(this.choice.aside());
        g.setFont(Look.small());
        g.setColor(this.isActive ? Look.text() : Look.faint());
        g.drawString(this.choice.aside(), right, y);
        int room = right - 2 * PAD;
        String label = cut(this.choice.label(), wide, room);
        int taken = wide.stringWidth(label) + 2 * PAD;
        g.drawString(cut(this.choice.detail(), narrow, room - taken), PAD + taken, y);
        g.setFont(Look.font());
        g.setColor(Look.text());
        g.drawString(label, PAD, y);
        g.dispose();
    }

    private static String cut(String text, FontMetrics metrics, int room) {
        return room <= 0 ? "" : SwingUtilities.layoutCompoundLabel(metrics, text, null, 0, SwingUtilities.LEFT, 0, SwingUtilities.RIGHT,
                new java.awt.Rectangle(0, 0, room, metrics.getHeight()), new java.awt.Rectangle(), new java.awt.Rectangle(), 0);
    }
}
