package editoragent.core.ui;

import java.awt.Component;
import java.awt.Container;
import java.awt.Insets;

/** One below the other, each as wide as the container and as high as it needs at that width. */
final class ColumnLayout extends WidthLayout {
    private static final int UNKNOWN_WIDTH = 400;

    private final int gap;

    ColumnLayout(int gap) {
        super(120, 80);
        this.gap = gap;
    }

    @Override
    int place(Container parent, boolean isFinal) {
        Insets insets = parent.getInsets();
        int width = Math.max(1, (parent.getWidth() == 0 ? UNKNOWN_WIDTH : parent.getWidth()) - insets.left - insets.right);
        int y = insets.top;
        boolean isFirst = true;
        for (Component child : parent.getComponents()) {
            if (!child.isVisible()) {
                continue;
            }

            y += isFirst ? 0 : this.gap;
            isFirst = false;
            int height = heightOf(child, width);
            if (isFinal) {
                child.setBounds(insets.left, y, width, height);
            }

            y += height;
        }

        return y + insets.bottom;
    }

    /** What wraps knows its height only once it has its width. */
    private static int heightOf(Component child, int width) {
        if (child.getWidth() != width) {
            child.setSize(width, Math.max(1, child.getHeight()));
        }

        return child.getPreferredSize().height;
    }
}
