package editoragent.core.ui;

import java.awt.event.MouseWheelEvent;
import javax.swing.JScrollBar;
import javax.swing.JScrollPane;
import javax.swing.SwingUtilities;

/** A pane within a pane gives the wheel on when it has nothing of its own left to turn. */
final class Wheel {
    private Wheel() {
    }

    static void passOn(JScrollPane inner) {
        inner.setWheelScrollingEnabled(false);
        inner.addMouseWheelListener(event -> turned(inner, event));
    }

    private static void turned(JScrollPane inner, MouseWheelEvent event) {
        JScrollBar bar = event.isShiftDown() ? inner.getHorizontalScrollBar() : inner.getVerticalScrollBar();
        int step = (int) Math.round(event.getPreciseWheelRotation() * 3 * 18);
        int before = bar.getValue();
        if (bar.isVisible()) {
            bar.setValue(before + step);
        }

        if (bar.getValue() == before && inner.getParent() != null) {
            inner.getParent().dispatchEvent(SwingUtilities.convertMouseEvent(inner, event, inner.getParent()));
        }
    }
}
