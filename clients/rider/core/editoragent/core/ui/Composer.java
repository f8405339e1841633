package editoragent.core.ui;

import editoragent.core.Agent;
import java.awt.AWTKeyStroke;
import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.KeyboardFocusManager;
import java.awt.event.ActionEvent;
import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import javax.swing.AbstractAction;
import javax.swing.BorderFactory;
import javax.swing.JComponent;
import javax.swing.JScrollPane;
import javax.swing.JTextArea;
import javax.swing.KeyStroke;
import javax.swing.ScrollPaneConstants;
import javax.swing.event.DocumentEvent;
import javax.swing.event.DocumentListener;

/** Where the user writes. Nothing that is done here answers a question of the conversation. */
final class Composer extends Column {
    private static final long serialVersionUID = 1L;
    private static final String IDLE = "Ask the agent; / for commands";
    private static final String RUNNING = "Enter queues, Ctrl+Enter steers, Esc stops";

    private final transient Agent agent;
    private final transient Supplier<Optional<String>> lastSaid;
    private final JTextArea input;
    private final Caption usage = new Caption("", Look::faint, Look::small);
    private final FlatButton send;
    private final FlatButton queue;
    private final FlatButton steer;
    private final FlatButton stop;
    private final Words told = new Words("", Look::error, Look::small);
    private final Pickers pickers;
    private boolean isRunning;

    Composer(Agent agent, Supplier<Optional<String>> lastSaid) {
        super(6);
        this.agent = agent;
        this.lastSaid = lastSaid;
        this.input = new JTextArea(2, 20) {
            private static final long serialVersionUID = 1L;

            @Override
            protected void paintComponent(Graphics g) {
                super.paintComponent(g);
                if (this.getText().isEmpty()) {
                    g.setFont(this.getFont());
                    g.setColor(Look.faint());
                    int y = this.getInsets().top + g.getFontMetrics().getAscent();
                    for (String line : LineBreak.lines(Composer.this.isRunning ? RUNNING : IDLE, Math.max(40, this.getWidth() - this.getInsets().left - this.getInsets().right), g.getFontMetrics())) {
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
        };
        this.input.setName("editoragent.input");
        this.input.getAccessibleContext().setAccessibleName("Message to the agent");
        this.input.setLineWrap(true);
        this.input.setWrapStyleWord(true);
        this.input.setFocusTraversalKeys(KeyboardFocusManager.FORWARD_TRAVERSAL_KEYS, Set.of(AWTKeyStroke.getAWTKeyStroke(KeyEvent.VK_TAB, 0)));
        this.input.setFocusTraversalKeys(KeyboardFocusManager.BACKWARD_TRAVERSAL_KEYS, Set.of(AWTKeyStroke.getAWTKeyStroke(KeyEvent.VK_TAB, InputEvent.SHIFT_DOWN_MASK)));
        this.input.getDocument().addDocumentListener(new DocumentListener() {
            @Override
            public void insertUpdate(DocumentEvent event) {
                Composer.this.typed();
            }

            @Override
            public void removeUpdate(DocumentEvent event) {
                Composer.this.typed();
            }

            @Override
            public void changedUpdate(DocumentEvent event) {
                // Plain text has no attributes.
            }
        });
        JScrollPane scroll = new JScrollPane(this.input, ScrollPaneConstants.VERTICAL_SCROLLBAR_AS_NEEDED, ScrollPaneConstants.HORIZONTAL_SCROLLBAR_NEVER) {
            private static final long serialVersionUID = 1L;

            @Override
            public Dimension getPreferredSize() {
                Composer.this.input.setSize(Math.max(1, this.getWidth() - 4), Math.max(1, Composer.this.input.getHeight()));
                int line = Composer.this.input.getFontMetrics(Composer.this.input.getFont()).getHeight();
                return new Dimension(100, Math.max(2 * line + 16, Math.min(8 * line + 16, Composer.this.input.getPreferredSize().height + 4)));
            }
        };
        scroll.setBorder(new Edge());
        this.send = new FlatButton("Send", "editoragent.send", FlatButton.Rank.PRIMARY, this::send).said("Send (Enter)");
        this.queue = new FlatButton("Queue", "editoragent.queue", FlatButton.Rank.SECONDARY, this::send).said("Queue: send when this turn ends (Enter)");
        this.steer = new FlatButton("Steer", "editoragent.steer", FlatButton.Rank.SECONDARY, this::steer).said("Steer: tell the agent at its next step (Ctrl+Enter)");
        this.stop = new FlatButton("Stop", "editoragent.stop", FlatButton.Rank.PRIMARY, agent::cancel).said("Stop (Esc)");
        this.usage.setName("editoragent.usage");
        this.told.setName("editoragent.told");
        this.told.setVisible(false);
        this.pickers = new Pickers(agent, this.told::show);
        WrapRow buttons = new WrapRow(6, this.send, this.queue, this.steer, this.stop);
        this.add(scroll);
        this.add(this.told);
        this.add(buttons);
        this.add(this.pickers);
        this.add(this.usage);
        this.usage.setVisible(false);
        this.padded(8, 10, 10, 10);
        this.bind(KeyStroke.getKeyStroke(KeyEvent.VK_ENTER, 0), "send", this::send);
        this.bind(KeyStroke.getKeyStroke(KeyEvent.VK_ENTER, InputEvent.CTRL_DOWN_MASK), "steer", () -> {
            if (this.isRunning) {
                this.steer();
            } else {
                this.send();
            }
        });
        this.bind(KeyStroke.getKeyStroke(KeyEvent.VK_ENTER, InputEvent.SHIFT_DOWN_MASK), "newline", () -> this.input.replaceSelection("\n"));
        this.bind(KeyStroke.getKeyStroke(KeyEvent.VK_ESCAPE, 0), "stop", agent::cancel);
        this.recallOnUp();
        this.draw();
    }

    Pickers pickers() {
        return this.pickers;
    }

    void focusInput() {
        this.input.requestFocusInWindow();
    }

    /** Puts a text in that came from elsewhere. What the user has written stays. */
    void write(String text) {
        this.input.setText(this.input.getText().isBlank() ? text : this.input.getText().stripTrailing() + "\n" + text);
        this.focusInput();
    }

    void running(boolean isRunningNow) {
        this.isRunning = isRunningNow;
        this.stop.setText("Stop");
        this.stop.setEnabled(true);
        this.draw();
    }

    void cancelling() {
        this.stop.setText("Stopping…");
        this.stop.setEnabled(false);
    }

    void usage(long used, long size, Optional<String> cost) {
        long percent = size <= 0 ? 0 : Math.min(100, Math.round(100.0 * used / size));
        this.usage.show(size <= 0 ? "" : "Context " + percent + "%" + cost.map(amount -> " · " + amount).orElse(""));
        this.usage.getAccessibleContext().setAccessibleName(String.format(java.util.Locale.ENGLISH, "Context: %,d of %,d tokens (%d %%)", used, size, percent));
    }

    private void send() {
        String text = this.input.getText().strip();
        if (!text.isEmpty()) {
            this.input.setText("");
            this.agent.prompt(text);
        }
    }

    private void steer() {
        String text = this.input.getText().strip();
        if (!text.isEmpty()) {
            this.input.setText("");
            this.agent.steer(text);
        }
    }

    private void typed() {
        this.told.show("");
        this.draw();
        this.revalidate();
    }

    private void draw() {
        boolean isBlank = this.input.getText().isBlank();
        this.send.setVisible(!this.isRunning);
        this.send.setEnabled(!isBlank);
        this.stop.setVisible(this.isRunning);
        this.queue.setVisible(this.isRunning && !isBlank);
        this.steer.setVisible(this.isRunning && !isBlank);
        this.input.repaint();
        this.revalidate();
    }

    private void recallOnUp() {
        Object usual = this.input.getInputMap(JComponent.WHEN_FOCUSED).get(KeyStroke.getKeyStroke(KeyEvent.VK_UP, 0));
        this.bind(KeyStroke.getKeyStroke(KeyEvent.VK_UP, 0), "recall", () -> {
            if (this.input.getText().isEmpty()) {
                this.lastSaid.get().ifPresent(this.input::setText);
            } else if (usual != null && this.input.getActionMap().get(usual) != null) {
                this.input.getActionMap().get(usual).actionPerformed(new ActionEvent(this.input, ActionEvent.ACTION_PERFORMED, usual.toString()));
            }
        });
    }

    private void bind(KeyStroke key, String name, Runnable act) {
        this.input.getInputMap(JComponent.WHEN_FOCUSED).put(key, "editoragent." + name);
        this.input.getActionMap().put("editoragent." + name, new AbstractAction() {
            private static final long serialVersionUID = 1L;

            @Override
            public void actionPerformed(ActionEvent event) {
                act.run();
            }
        });
    }
}
