package editoragent.core.ui;

import java.awt.Component;
import java.awt.Graphics;
import java.awt.Insets;
import javax.swing.border.AbstractBorder;

/** A thin line around something, in the colour of the theme of the moment. */
final class Edge extends AbstractBorder {
    private static final long serialVersionUID = 1L;

    @Override
    public void paintBorder(Component component, Graphics g, int x, int y, int width, int height) {
        g.setColor(Look.border());
        g.drawRect(x, y, width - 1, height - 1);
    }

    @Override
    public Insets getBorderInsets(Component component, Insets insets) {
        insets.set(1, 1, 1, 1);
        return insets;
    }
}
