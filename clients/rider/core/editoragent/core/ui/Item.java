package editoragent.core.ui;

import javax.swing.JComponent;

/** One thing in the transcript. What it shows is made when it comes into sight, and may be dropped again. */
abstract class Item {
    private final String key;
    private JComponent view;

    Item(String key) {
        this.key = key;
    }

    final String key() {
        return this.key;
    }

    final JComponent view() {
        if (this.view == null) {
            this.view = this.draw();
        }

        return this.view;
    }

    final boolean isDrawn() {
        return this.view != null;
    }

    /** Draws anew the next time. */
    final void drop() {
        this.view = null;
        this.dropped();
    }

    abstract JComponent draw();

    void dropped() {
    }
}
