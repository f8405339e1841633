package editoragent.core.ui;

import java.awt.Color;
import java.awt.Cursor;
import java.awt.Point;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.util.function.Consumer;
import javax.swing.BorderFactory;
import javax.swing.JTextPane;
import javax.swing.text.AttributeSet;
import javax.swing.text.BadLocationException;
import javax.swing.text.StyledDocument;

/**
 * An answer of the model: headings, lists, code, emphasis and links; everything else as it was written. Grows at its end; only what stands behind
 * the last blank line is drawn again, so that a long answer grows as quickly as a short one.
 */
final class MarkdownText extends JTextPane {
    private static final long serialVersionUID = 1L;

    private final StringBuilder source = new StringBuilder();
    private transient MarkdownWriter.Mark stable = MarkdownWriter.Mark.START;

    MarkdownText(String name, Consumer<String> openUrl) {
        this.setEditorKit(new WrapKit());
        this.setName(name);
        this.setEditable(false);
        this.updateUI();
        MouseAdapter links = new MouseAdapter() {
            @Override
            public void mouseClicked(MouseEvent event) {
                String url = MarkdownText.this.urlAt(event.getPoint());
                if (url != null) {
                    openUrl.accept(url);
                }
            }

            @Override
            public void mouseMoved(MouseEvent event) {
                int cursor = MarkdownText.this.urlAt(event.getPoint()) == null ? Cursor.TEXT_CURSOR : Cursor.HAND_CURSOR;
                MarkdownText.this.setCursor(Cursor.getPredefinedCursor(cursor));
            }
        };
        this.addMouseListener(links);
        this.addMouseMotionListener(links);
    }

    void append(String text) {
        this.source.append(text);
        this.render();
    }

    @Override
    public void updateUI() {
        super.updateUI();
        this.setCaret(new StillCaret());
        this.setOpaque(false);
        this.setFont(Look.font());
        this.setBorder(BorderFactory.createEmptyBorder());
        if (this.source != null && this.source.length() > 0) {
            this.stable = MarkdownWriter.Mark.START;
            this.render();
        }
    }

    @Override
    public Color getForeground() {
        return Look.text();
    }

    private void render() {
        StyledDocument document = this.getStyledDocument();
        try {
            document.remove(this.stable.document(), document.getLength() - this.stable.document());
            this.stable = new MarkdownWriter(document).write(this.source, this.stable);
        } catch (BadLocationException e) {
            throw new IllegalStateException(e);
        }
    }

    private String urlAt(Point point) {
        AttributeSet attributes = this.getStyledDocument().getCharacterElement(this.viewToModel2D(point)).getAttributes();
        return attributes.getAttribute(MarkdownWriter.URL) instanceof String url ? url : null;
    }
}
