package editoragent.core.ui;

import java.awt.Component;
import java.awt.Container;
import java.awt.Dimension;
import java.awt.LayoutManager;

/** The height follows from the width, which the parent gives. */
abstract class WidthLayout implements LayoutManager {
    private final int wanted;
    private final int least;

    WidthLayout(int wanted, int least) {
        this.wanted = wanted;
        this.least = least;
    }

    @Override
    public final Dimension preferredLayoutSize(Container parent) {
        return new Dimension(Math.max(parent.getWidth(), this.wanted), this.place(parent, false));
    }

    @Override
    public final Dimension minimumLayoutSize(Container parent) {
        return new Dimension(this.least, this.place(parent, false));
    }

    @Override
    public final void layoutContainer(Container parent) {
        this.place(parent, true);
    }

    @Override
    public final void addLayoutComponent(String name, Component component) {
        // Every component is treated alike.
    }

    @Override
    public final void removeLayoutComponent(Component component) {
        // Nothing is kept of one.
    }

    /** The height of it all. Nothing is moved unless it is final. */
    abstract int place(Container parent, boolean isFinal);
}
