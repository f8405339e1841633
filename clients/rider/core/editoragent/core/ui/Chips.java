package editoragent.core.ui;

import editoragent.core.Attachment;
import java.awt.event.ActionEvent;
import java.awt.event.KeyEvent;
import java.util.ArrayList;
import java.util.List;
import javax.swing.AbstractAction;
import javax.swing.KeyStroke;

/** What goes with the next message. A press, Delete or Backspace takes one out; the arrows walk. */
final class Chips extends Column {
    private static final long serialVersionUID = 1L;

    private final WrapRow row = new WrapRow(4);
    private final transient Runnable changed;
    private final transient Runnable leave;
    private transient List<Attachment> attachments = List.of();

    /** @param leave brings the keyboard back when the last one is gone */
    Chips(Runnable changed, Runnable leave) {
        super(0);
        this.changed = changed;
        this.leave = leave;
        this.setName("editoragent.attachments");
        this.getAccessibleContext().setAccessibleName("Attachments");
        this.add(this.row);
        this.setVisible(false);
    }

    List<Attachment> attachments() {
        return this.attachments;
    }

    /** Once, however often it is asked for. */
    void add(Attachment attachment) {
        List<Attachment> more = new ArrayList<>(this.attachments);
        more.removeIf(other -> other.block().equals(attachment.block()));
        more.add(attachment);
        this.set(more);
    }

    void set(List<Attachment> now) {
        this.attachments = List.copyOf(now);
        this.row.removeAll();
        this.attachments.forEach(attachment -> this.row.add(this.chip(attachment)));
        this.setVisible(!now.isEmpty());
        this.changed.run();
        this.revalidate();
        this.repaint();
    }

    void focusLast() {
        this.focus(this.attachments.size() - 1);
    }

    private FlatButton chip(Attachment attachment) {
        FlatButton chip = new FlatButton(attachment.label() + "  ×", "editoragent.attachment", FlatButton.Rank.SECONDARY, () -> this.remove(attachment));
        chip.setFont(Look.small());
        chip.said("Remove " + attachment.kind() + " " + (attachment.detail().isEmpty() ? attachment.label() : attachment.detail()));
        bind(chip, KeyEvent.VK_DELETE, () -> this.remove(attachment));
        bind(chip, KeyEvent.VK_BACK_SPACE, () -> this.remove(attachment));
        bind(chip, KeyEvent.VK_LEFT, () -> this.focus(this.attachments.indexOf(attachment) - 1));
        bind(chip, KeyEvent.VK_RIGHT, () -> this.focus(this.attachments.indexOf(attachment) + 1));
        return chip;
    }

    private void remove(Attachment attachment) {
        int place = this.attachments.indexOf(attachment);
        this.set(this.attachments.stream().filter(other -> other != attachment).toList());
        if (this.attachments.isEmpty()) {
            this.leave.run();
        } else {
            this.focus(Math.min(place, this.attachments.size() - 1));
        }
    }

    private void focus(int place) {
        if (place >= 0 && place < this.row.getComponentCount()) {
            this.row.getComponent(place).requestFocusInWindow();
        }
    }

    private static void bind(FlatButton chip, int key, Runnable act) {
        chip.getInputMap().put(KeyStroke.getKeyStroke(key, 0), "editoragent." + key);
        chip.getActionMap().put("editoragent." + key, new AbstractAction() {
            private static final long serialVersionUID = 1L;

            @Override
            public void actionPerformed(ActionEvent event) {
                act.run();
            }
        });
    }
}
