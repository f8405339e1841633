package editoragent.core.ui;

import editoragent.core.Agent;
import editoragent.core.Attachment;
import editoragent.core.EditorHost;
import editoragent.core.Prompt;
import editoragent.core.acp.AvailableCommand;
import java.awt.event.FocusAdapter;
import java.awt.event.FocusEvent;
import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.swing.KeyStroke;
import javax.swing.event.DocumentEvent;
import javax.swing.event.DocumentListener;

/** Where the user writes. Nothing that is done here answers a question of the conversation. */
final class Composer extends Column {
    private static final long serialVersionUID = 1L;
    private static final String IDLE = "Ask the agent; @ for files, / for commands";
    private static final String RUNNING = "Enter queues, Ctrl+Enter steers, Esc stops";

    private final transient Agent agent;
    private final transient EditorHost host;
    private final transient Supplier<Optional<String>> lastSaid;
    private final MessageField input;
    private final ChoiceList choices;
    private final transient Completion completion;
    private final Chips chips;
    private final Caption usage = new Caption("", Look::faint, Look::small);
    private final FlatButton send;
    private final FlatButton queue;
    private final FlatButton steer;
    private final FlatButton stop;
    private final Words told = new Words("", Look::error, Look::small);
    private final Pickers pickers;
    private boolean isRunning;

    Composer(Agent agent, EditorHost host, Supplier<Optional<String>> lastSaid) {
        super(6);
        this.agent = agent;
        this.host = host;
        this.lastSaid = lastSaid;
        this.input = new MessageField(() -> this.isRunning ? RUNNING : IDLE);
        this.choices = new ChoiceList(this.input);
        this.completion = new Completion(agent, host, this.input, this.choices, this::attach);
        this.send = new FlatButton("Send", "editoragent.send", FlatButton.Rank.PRIMARY, this::send).said("Send (Enter)");
        this.queue = new FlatButton("Queue", "editoragent.queue", FlatButton.Rank.SECONDARY, this::send).said("Queue: send when this turn ends (Enter)");
        this.steer = new FlatButton("Steer", "editoragent.steer", FlatButton.Rank.SECONDARY, this::steer).said("Steer: tell the agent at its next step (Ctrl+Enter)");
        this.stop = new FlatButton("Stop", "editoragent.stop", FlatButton.Rank.PRIMARY, agent::cancel).said("Stop (Esc)");
        this.chips = new Chips(this::draw, this::focusInput);
        this.usage.setName("editoragent.usage");
        this.told.setName("editoragent.told");
        this.told.setVisible(false);
        this.pickers = new Pickers(agent, this.told::show);
        this.add(this.choices);
        this.add(this.chips);
        this.add(this.input.scroll());
        this.add(this.told);
        this.add(new WrapRow(6, this.send, this.queue, this.steer, this.stop,
                new FlatButton("Attach files", "editoragent.attach.files", FlatButton.Rank.QUIET, () -> this.host.chooseFiles().forEach(this::attach)),
                new FlatButton("Attach selection", "editoragent.attach.selection", FlatButton.Rank.QUIET, this::attachSelection)));
        this.add(this.pickers);
        this.add(this.usage);
        this.usage.setVisible(false);
        this.padded(8, 10, 10, 10);
        this.listen();
        this.bindKeys();
        this.draw();
    }

    void commands(List<AvailableCommand> now) {
        this.completion.commands(now);
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

    /** Gives back what could not be sent. */
    void write(Prompt prompt) {
        prompt.attachments().forEach(this::attach);
        this.write(prompt.text());
    }

    void attach(Attachment attachment) {
        this.told.show("");
        this.chips.add(attachment);
    }

    void attach(Path file) {
        this.attach(Attachment.of(file, this.host.workspace()));
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
        this.take().ifPresent(this.agent::prompt);
    }

    private void steer() {
        this.take().ifPresent(this.agent::steer);
    }

    private Optional<Prompt> take() {
        Prompt prompt = new Prompt(this.input.getText().strip(), this.chips.attachments());
        if (this.isBlank()) {
            return Optional.empty();
        }

        this.input.setText("");
        this.chips.set(List.of());
        return Optional.of(prompt);
    }

    private void attachSelection() {
        this.host.selection().ifPresentOrElse(
                excerpt -> this.attach(Attachment.of(excerpt, this.host.workspace())),
                () -> this.told.show("Nothing is selected in an editor."));
        this.revalidate();
    }

    private boolean isBlank() {
        return this.input.getText().isBlank() && this.chips.attachments().isEmpty();
    }

    private void typed() {
        this.told.show("");
        this.draw();
        this.revalidate();
    }

    private void draw() {
        boolean isBlank = this.isBlank();
        this.send.setVisible(!this.isRunning);
        this.send.setEnabled(!isBlank);
        this.stop.setVisible(this.isRunning);
        this.queue.setVisible(this.isRunning && !isBlank);
        this.steer.setVisible(this.isRunning && !isBlank);
        this.input.repaint();
        this.revalidate();
    }

    private void listen() {
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
        // Behind the text comes the caret, and a token ends at it.
        this.input.addCaretListener(event -> this.completed(this.completion::typed));
        this.input.addFocusListener(new FocusAdapter() {
            @Override
            public void focusLost(FocusEvent event) {
                if (!event.isTemporary()) {
                    Composer.this.completed(Composer.this.completion::dismiss);
                }
            }
        });
        FileDrop.on(this.input, this::attach);
        FileDrop.on(this, this::attach);
    }

    private void bindKeys() {
        this.input.bind(KeyStroke.getKeyStroke(KeyEvent.VK_ENTER, 0), "send", () -> this.orInList(this.completion::pick, this::send));
        this.input.bind(KeyStroke.getKeyStroke(KeyEvent.VK_TAB, 0), "pick", () -> this.orInList(this.completion::pick, this.input::transferFocus));
        this.input.bind(KeyStroke.getKeyStroke(KeyEvent.VK_ENTER, InputEvent.CTRL_DOWN_MASK), "steer", () -> {
            if (this.isRunning) {
                this.steer();
            } else {
                this.send();
            }
        });
        this.input.bind(KeyStroke.getKeyStroke(KeyEvent.VK_ENTER, InputEvent.SHIFT_DOWN_MASK), "newline", () -> this.input.replaceSelection("\n"));
        this.input.bind(KeyStroke.getKeyStroke(KeyEvent.VK_ESCAPE, 0), "stop", () -> {
            if (this.choices.isVisible()) {
                this.completed(this.completion::dismiss);
            } else {
                this.agent.cancel();
            }
        });
        this.input.bindOver(KeyEvent.VK_DOWN, "down", usual -> this.orInList(() -> this.completion.move(1), usual));
        this.input.bindOver(KeyEvent.VK_UP, "recall", usual -> this.orInList(() -> this.completion.move(-1), () -> {
            if (this.input.getText().isEmpty()) {
                this.lastSaid.get().ifPresent(this.input::setText);
            } else {
                usual.run();
            }
        }));
        this.input.bindOver(KeyEvent.VK_BACK_SPACE, "back", usual -> {
            if (this.input.getText().isEmpty() && !this.chips.attachments().isEmpty()) {
                this.chips.focusLast();
            } else {
                usual.run();
            }
        });
    }

    private void orInList(Runnable inList, Runnable otherwise) {
        this.completed(this.completion.hasChoices() ? inList : otherwise);
    }

    /** The list may be another behind it. */
    private void completed(Runnable step) {
        step.run();
        this.revalidate();
    }
}
