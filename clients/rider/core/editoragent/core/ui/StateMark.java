package editoragent.core.ui;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Component;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import javax.swing.Icon;

/** How something stands, as a small mark; always beside words that say the same. */
enum StateMark implements Icon {
    WAITING, PENDING, RUNNING, OK, FAILED, DENIED, OPEN, CLOSED;

    private static final int SIZE = 14;

    @Override
    public int getIconWidth() {
        return SIZE;
    }

    @Override
    public int getIconHeight() {
        return SIZE;
    }

    @Override
    public void paintIcon(Component component, Graphics graphics, int x, int y) {
        Graphics2D g = (Graphics2D) graphics.create(x, y, SIZE, SIZE);
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        g.setStroke(new BasicStroke(1.7f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        g.setColor(this.color());
        switch (this) {
            case WAITING -> {
                g.fillOval(1, 1, 12, 12);
                g.setColor(Look.background());
                g.drawLine(7, 4, 7, 8);
                g.drawLine(7, 10, 7, 10);
            }
            case PENDING -> g.drawOval(2, 2, 10, 10);
            case RUNNING -> {
                g.setColor(Look.border());
                g.drawOval(2, 2, 10, 10);
                g.setColor(this.color());
                g.drawArc(2, 2, 10, 10, 90, -120);
            }
            case OK -> g.drawPolyline(new int[] {3, 6, 11}, new int[] {7, 10, 4}, 3);
            case FAILED -> {
                g.drawLine(4, 4, 10, 10);
                g.drawLine(10, 4, 4, 10);
            }
            case DENIED -> {
                g.drawOval(2, 2, 10, 10);
                g.drawLine(4, 10, 10, 4);
            }
            case OPEN -> g.drawPolyline(new int[] {4, 7, 10}, new int[] {5, 9, 5}, 3);
            case CLOSED -> g.drawPolyline(new int[] {5, 9, 5}, new int[] {4, 7, 10}, 3);
        }

        g.dispose();
    }

    private Color color() {
        return switch (this) {
            case WAITING -> Look.warning();
            case RUNNING -> Look.accent();
            case OK -> Look.good();
            case FAILED -> Look.error();
            case DENIED -> Look.warning();
            case PENDING, OPEN, CLOSED -> Look.faint();
        };
    }
}
