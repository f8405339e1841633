package editoragent.core.ui;

import java.awt.AWTKeyStroke;
import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.KeyboardFocusManager;
import java.awt.event.ActionEvent;
import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import java.util.Set;
import java.util.function.Supplier;
import javax.swing.AbstractAction;
import javax.swing.BorderFactory;
import javax.swing.JComponent;
import javax.swing.JScrollPane;
import javax.swing.JTextArea;
import javax.swing.KeyStroke;
import javax.swing.ScrollPaneConstants;

/** The text that is being written: as high as it needs, up to some lines, with a hint while it is empty. */
final class MessageField extends JTextArea {
    private static final long serialVersionUID = 1L;
    private static final int MOST_LINES = 8;

    private final transient Supplier<String> hint;

    MessageField(Supplier<String> hint) {
        super(2, 20);
        this.hint = hint;
        this.setName("editoragent.input");
        this.getAccessibleContext().setAccessibleName("Message to the agent");
        this.setLineWrap(true);
        this.setWrapStyleWord(true);
        this.setFocusTraversalKeys(KeyboardFocusManager.FORWARD_TRAVERSAL_KEYS, Set.of(AWTKeyStroke.getAWTKeyStroke(KeyEvent.VK_TAB, 0)));
        this.setFocusTraversalKeys(KeyboardFocusManager.BACKWARD_TRAVERSAL_KEYS, Set.of(AWTKeyStroke.getAWTKeyStroke(KeyEvent.VK_TAB, InputEvent.SHIFT_DOWN_MASK)));
    }

    JScrollPane scroll() {
        JScrollPane scroll = new JScrollPane(this, ScrollPaneConstants.VERTICAL_SCROLLBAR_AS_NEEDED, ScrollPaneConstants.HORIZONTAL_SCROLLBAR_NEVER) {
            private static final long serialVersionUID = 1L;

            @Override
            public Dimension getPreferredSize() {
                MessageField.this.setSize(Math.max(1, this.getWidth() - 4), Math.max(1, MessageField.this.getHeight()));
                int line = MessageField.this.getFontMetrics(MessageField.this.getFont()).getHeight();
                return new Dimension(100, Math.max(2 * line + 16, Math.min(MOST_LINES * line + 16, MessageField.this.getPreferredSize().height + 4)));
            }
        };
        scroll.setBorder(new Edge());
        return scroll;
    }

    void bind(KeyStroke key, String name, Runnable act) {
        this.getInputMap(JComponent.WHEN_FOCUSED).put(key, "editoragent." + name);
        this.getActionMap().put("editoragent." + name, new AbstractAction() {
            private static final long serialVersionUID = 1L;

            @Override
            public void actionPerformed(ActionEvent event) {
                act.run();
            }
        });
    }

    /** As {@link #bind}; who acts is given what the key does otherwise. */
    void bindOver(int keyCode, String name, java.util.function.Consumer<Runnable> act) {
        KeyStroke key = KeyStroke.getKeyStroke(keyCode, 0);
        Object usual = this.getInputMap(JComponent.WHEN_FOCUSED).get(key);
        this.bind(key, name, () -> act.accept(() -> {
            if (usual != null && this.getActionMap().get(usual) != null) {
                this.getActionMap().get(usual).actionPerformed(new ActionEvent(this, ActionEvent.ACTION_PERFORMED, usual.toString()));
            }
        }));
    }

    @Override
    protected void paintComponent(Graphics g) {
        super.paintComponent(g);
        if (this.getText().isEmpty()) {
            g.setFont(this.getFont());
            g.setColor(Look.faint());
            int y = this.getInsets().top + g.getFontMetrics().getAscent();
            for (String line : LineBreak.lines(this.hint.get(), Math.max(40, this.getWidth() - this.getInsets().left - this.getInsets().right), g.getFontMetrics())) {
                g.drawString(line, this.getInsets().left, y);
                y += g.getFontMetrics().getHeight();
            }
        }
    }

    @Override
    public void updateUI() {
        super.updateUI();
        this.setFont(Look.font());
        this.setBorder(BorderFactory.createEmptyBorder(6, 8, 6, 8));
    }
}
