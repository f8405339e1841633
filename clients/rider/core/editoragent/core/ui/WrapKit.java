package editoragent.core.ui;

import javax.swing.text.AbstractDocument;
import javax.swing.text.BoxView;
import javax.swing.text.ComponentView;
import javax.swing.text.Element;
import javax.swing.text.IconView;
import javax.swing.text.LabelView;
import javax.swing.text.ParagraphView;
import javax.swing.text.StyleConstants;
import javax.swing.text.StyledEditorKit;
import javax.swing.text.View;
import javax.swing.text.ViewFactory;

/** Styled text that breaks within a word where the width asks for it, as long names and lines of code do. */
final class WrapKit extends StyledEditorKit {
    private static final long serialVersionUID = 1L;

    @Override
    public ViewFactory getViewFactory() {
        return WrapKit::viewOf;
    }

    private static View viewOf(Element element) {
        String kind = element.getName() == null ? AbstractDocument.ContentElementName : element.getName();
        return switch (kind) {
            case AbstractDocument.ParagraphElementName -> new ParagraphView(element);
            case AbstractDocument.SectionElementName -> new BoxView(element, View.Y_AXIS);
            case StyleConstants.ComponentElementName -> new ComponentView(element);
            case StyleConstants.IconElementName -> new IconView(element);
            default -> new LabelView(element) {
                @Override
                public float getMinimumSpan(int axis) {
                    return axis == X_AXIS ? 0 : super.getMinimumSpan(axis);
                }
            };
        };
    }
}
