package editoragent.core.ui;

import java.awt.Component;
import java.awt.Container;
import java.awt.Dimension;
import java.awt.Insets;
import java.awt.LayoutManager;
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

    private static final class Rows implements LayoutManager {
        private final int gap;

        private Rows(int gap) {
            this.gap = gap;
        }

        @Override
        public Dimension preferredLayoutSize(Container parent) {
            return new Dimension(Math.max(1, parent.getWidth()), this.place(parent, false));
        }

        @Override
        public Dimension minimumLayoutSize(Container parent) {
            return new Dimension(40, this.place(parent, false));
        }

        @Override
        public void layoutContainer(Container parent) {
            this.place(parent, true);
        }

        @Override
        public void addLayoutComponent(String name, Component component) {
            // Every component is treated alike.
        }

        @Override
        public void removeLayoutComponent(Component component) {
            // Nothing is kept of one.
        }

        private int place(Container parent, boolean isFinal) {
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
