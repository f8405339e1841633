package editoragent.core.ui;

import java.awt.Component;
import java.awt.Dimension;
import javax.swing.BorderFactory;
import javax.swing.JScrollPane;
import javax.swing.ScrollPaneConstants;

/** As high as what it shows, up to a limit; beyond that it scrolls. */
final class LimitedScroll extends JScrollPane {
    private static final long serialVersionUID = 1L;

    private final int mostHeight;

    LimitedScroll(Component content, int mostHeight) {
        super(content, ScrollPaneConstants.VERTICAL_SCROLLBAR_AS_NEEDED, ScrollPaneConstants.HORIZONTAL_SCROLLBAR_NEVER);
        this.mostHeight = mostHeight;
        this.setOpaque(false);
        this.getViewport().setOpaque(false);
        this.setBorder(BorderFactory.createEmptyBorder());
        this.setViewportBorder(BorderFactory.createEmptyBorder());
        this.getVerticalScrollBar().setUnitIncrement(18);
        Wheel.passOn(this);
    }

    @Override
    public Dimension getPreferredSize() {
        Component content = this.getViewport().getView();
        if (content.getWidth() != this.getWidth() && this.getWidth() > 0) {
            content.setSize(this.getWidth(), Math.max(1, content.getHeight()));
        }

        return new Dimension(100, Math.min(content.getPreferredSize().height, this.mostHeight));
    }
}
