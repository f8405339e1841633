package editoragent.core.ui;

import java.util.function.Consumer;
import javax.swing.JComponent;

/** A line that opens to what is behind it. */
final class Fold extends Column {
    private static final long serialVersionUID = 1L;

    private final FlatButton head;
    private final JComponent body;
    private final transient Consumer<Boolean> keep;

    Fold(String title, String name, boolean isOpen, JComponent body, Consumer<Boolean> keep) {
        super(4);
        this.body = body;
        this.keep = keep;
        this.head = new FlatButton(title, name, FlatButton.Rank.QUIET, this::toggle);
        this.add(new WrapRow(0, this.head));
        this.add(new Column(0, body).padded(0, 10, 0, 4));
        this.open(isOpen);
    }

    void title(String title) {
        this.head.setText(Look.plain(this.body.isVisible() ? "▾ " + title : "▸ " + title));
        this.head.getAccessibleContext().setAccessibleName(title);
    }

    private void toggle() {
        this.keep.accept(!this.body.isVisible());
        this.open(!this.body.isVisible());
    }

    private void open(boolean isOpen) {
        this.body.setVisible(isOpen);
        this.body.getParent().setVisible(isOpen);
        String title = this.head.getAccessibleContext().getAccessibleName();
        this.title(title);
        this.revalidate();
        this.repaint();
    }
}
