package editoragent.core.ui;

import java.awt.Component;
import java.awt.Container;
import java.awt.Dimension;
import java.awt.Insets;
import javax.swing.JPanel;

/** Things side by side, in as many rows as the width asks for. A button that is wider than a row takes one with as many lines as it needs. */
final class WrapRow extends JPanel {
    private static final long serialVersionUID = 1L;

    WrapRow(int gap, Component... children) {
        super(new Rows(gap));
        this.setOpaque(false);
        for (Component child : children) {
            this.add(child);
        }
    }

    private static final class Rows extends WidthLayout {
        private final int gap;

        private Rows(int gap) {
            super(1, 40);
            this.gap = gap;
        }

        @Override
        int place(Container parent, boolean isFinal) {
            Insets insets = parent.getInsets();
            int width = Math.max(1, (parent.getWidth() == 0 ? 400 : parent.getWidth()) - insets.left - insets.right);
            int x = 0;
            int y = insets.top;
            int rowHeight = 0;
            for (Component child : parent.getComponents()) {
                if (!child.isVisible()) {
                    continue;
                }

                Dimension wanted = child.getPreferredSize();
                int taken = Math.min(wanted.width, width);
                int height = wanted.width > width && child instanceof FlatButton button ? button.heightFor(width) : wanted.height;
                if (x > 0 && x + taken > width) {
                    y += rowHeight + this.gap;
                    x = 0;
                    rowHeight = 0;
                }

                if (isFinal) {
                    child.setBounds(insets.left + x, y, taken, height);
                }

                x += taken + this.gap;
                rowHeight = Math.max(rowHeight, height);
            }

            return y + rowHeight + insets.bottom;
        }
    }
}
