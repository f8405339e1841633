package editoragent.core.ui;

import java.awt.Color;
import java.awt.Component;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.util.function.Supplier;

/** A column with a rounded ground and, where it is to stand out, a border or a bar at its left edge. */
class Card extends Column {
    private static final long serialVersionUID = 1L;
    private static final int ARC = 10;

    private final transient Supplier<Color> ground;
    private final transient Supplier<Color> edge;

    /** @param edge gives null for none */
    Card(int gap, Supplier<Color> ground, Supplier<Color> edge, Component... children) {
        super(gap, children);
        this.ground = ground;
        this.edge = edge;
        this.padded(8, 10, 8, 10);
    }

    @Override
    protected void paintComponent(Graphics graphics) {
        Graphics2D g = (Graphics2D) graphics.create();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setColor(this.ground.get());
        g.fillRoundRect(0, 0, this.getWidth() - 1, this.getHeight() - 1, ARC, ARC);
        Color border = this.edge.get();
        if (border != null) {
            g.setColor(border);
            g.drawRoundRect(0, 0, this.getWidth() - 1, this.getHeight() - 1, ARC, ARC);
        }

        g.dispose();
        super.paintComponent(graphics);
    }
}
