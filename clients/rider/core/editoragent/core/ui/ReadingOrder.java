package editoragent.core.ui;

import java.awt.Component;
import javax.swing.LayoutFocusTraversalPolicy;
import javax.swing.text.JTextComponent;

/** Tab goes to what can be done, not through every text of the conversation; those take the focus by a click, to be copied. */
final class ReadingOrder extends LayoutFocusTraversalPolicy {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean accept(Component component) {
        boolean isToRead = component instanceof JTextComponent text && !text.isEditable();
        return super.accept(component) && (!isToRead || "editoragent.approval.heading".equals(component.getName()));
    }
}
