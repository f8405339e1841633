package editoragent.core.ui;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.FontMetrics;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.Insets;
import java.awt.RenderingHints;
import java.awt.event.KeyEvent;
import java.util.List;
import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.KeyStroke;

/**
 * A button that looks alike under every theme, shows its whole text in as many lines as it takes, and is pressed by Enter and Space.
 */
final class FlatButton extends JButton {
    enum Rank { PRIMARY, SECONDARY, QUIET }

    private static final long serialVersionUID = 1L;
    private static final int ARC = 8;

    private final Rank rank;
    private final Insets padding;

    FlatButton(String text, String name, Rank rank, Runnable act) {
        super(Look.plain(text));
        this.rank = rank;
        this.padding = rank == Rank.QUIET ? new Insets(4, 7, 4, 7) : new Insets(5, 12, 5, 12);
        this.setName(name);
        this.getAccessibleContext().setAccessibleName(text);
        this.setContentAreaFilled(false);
        this.setFocusPainted(false);
        this.setBorder(BorderFactory.createEmptyBorder());
        this.setOpaque(false);
        this.setRolloverEnabled(true);
        this.getInputMap().put(KeyStroke.getKeyStroke(KeyEvent.VK_ENTER, 0), "pressed");
        this.getInputMap().put(KeyStroke.getKeyStroke(KeyEvent.VK_ENTER, 0, true), "released");
        this.addActionListener(event -> act.run());
    }

    /** The same under a shorter text. */
    FlatButton said(String accessibleName) {
        this.getAccessibleContext().setAccessibleName(accessibleName);
        this.setToolTipText(Look.plain(accessibleName));
        return this;
    }

    @Override
    public Dimension getPreferredSize() {
        FontMetrics metrics = this.getFontMetrics(this.getFont());
        return new Dimension(metrics.stringWidth(this.getText()) + this.padding.left + this.padding.right, metrics.getHeight() + this.padding.top + this.padding.bottom);
    }

    @Override
    public Dimension getMinimumSize() {
        return new Dimension(40, this.getPreferredSize().height);
    }

    int heightFor(int width) {
        FontMetrics metrics = this.getFontMetrics(this.getFont());
        return this.linesFor(width, metrics).size() * metrics.getHeight() + this.padding.top + this.padding.bottom;
    }

    @Override
    protected void paintComponent(Graphics graphics) {
        Graphics2D g = (Graphics2D) graphics.create();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        int width = this.getWidth() - 1;
        int height = this.getHeight() - 1;
        Color ground = this.ground();
        if (ground != null) {
            g.setColor(ground);
            g.fillRoundRect(0, 0, width, height, ARC, ARC);
        }

        if (this.rank == Rank.SECONDARY) {
            g.setColor(Look.border());
            g.drawRoundRect(0, 0, width, height, ARC, ARC);
        }

        if (this.isFocusOwner()) {
            g.setColor(this.rank == Rank.PRIMARY ? Look.text() : Look.accent());
            g.setStroke(new BasicStroke(2f));
            g.drawRoundRect(1, 1, width - 2, height - 2, ARC, ARC);
        }

        g.setFont(this.getFont());
        g.setColor(this.ink());
        FontMetrics metrics = g.getFontMetrics();
        List<String> lines = this.linesFor(this.getWidth(), metrics);
        int y = (this.getHeight() - lines.size() * metrics.getHeight()) / 2 + metrics.getAscent();
        for (String line : lines) {
            int x = lines.size() > 1 ? this.padding.left : Math.max(this.padding.left, (this.getWidth() - metrics.stringWidth(line)) / 2);
            g.drawString(line, x, y);
            y += metrics.getHeight();
        }

        g.dispose();
    }

    private Color ground() {
        Color plain = switch (this.rank) {
            case PRIMARY -> this.isEnabled() ? Look.accent() : Look.blend(Look.background(), Look.accent(), 0.45);
            case SECONDARY -> Look.field();
            case QUIET -> null;
        };
        boolean isTouched = this.isEnabled() && (this.getModel().isRollover() || this.getModel().isArmed() || this.isSelected());
        return isTouched ? Look.blend(plain == null ? Look.background() : plain, Look.text(), 0.12) : plain;
    }

    private Color ink() {
        if (this.rank == Rank.PRIMARY) {
            return Color.WHITE;
        }

        return this.isEnabled() ? Look.text() : Look.blend(Look.text(), Look.background(), 0.5);
    }

    private List<String> linesFor(int width, FontMetrics metrics) {
        return LineBreak.lines(this.getText(), Math.max(20, width - this.padding.left - this.padding.right), metrics);
    }
}
