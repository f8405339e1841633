package editoragent.core.ui;

import editoragent.core.acp.FoundSession;
import java.awt.event.ActionEvent;
import java.awt.event.KeyEvent;
import java.util.function.Consumer;
import javax.swing.AbstractAction;
import javax.swing.JTextField;
import javax.swing.KeyStroke;

/** A conversation of before: a press opens it, the small buttons do something with it. */
final class HistoryRow extends Card {
    private static final long serialVersionUID = 1L;

    /** What can be done with a conversation. */
    interface Acts {
        void open(FoundSession session);

        void rename(FoundSession session, String title);

        void fork(FoundSession session);

        void export(FoundSession session);

        void archive(FoundSession session);
    }

    private final transient FoundSession session;
    private final transient Acts acts;
    private final Column head = new Column(4);
    private final FlatButton open;

    /** @param archiving what its button says; empty where the agent can only open it */
    HistoryRow(FoundSession session, boolean isCurrent, String archiving, Acts acts) {
        super(2, Look::card, Look::border);
        this.session = session;
        this.acts = acts;
        this.open = new FlatButton(session.title(), "editoragent.history.session." + session.sessionId(), FlatButton.Rank.QUIET, () -> acts.open(session));
        this.open.getAccessibleContext().setAccessibleName("Open " + session.title());
        this.open.setFont(Look.bold());
        this.head.add(new WrapRow(0, this.open));
        this.add(this.head);
        String turns = session.turns() == 0 ? "" : session.turns() == 1 ? " · 1 turn" : " · " + session.turns() + " turns";
        this.add(new Column(0, Words.faint(Ago.of(session.updatedAt()) + turns + (isCurrent ? " · open now" : ""))).padded(0, 7, 0, 7));
        session.snippet().ifPresent(snippet -> this.add(new Column(0, Words.faint(snippet)).padded(0, 7, 0, 7)));
        if (!archiving.isEmpty()) {
            this.add(new WrapRow(0, this.button("Rename", "rename", this::rename), this.button("Fork", "fork", () -> acts.fork(session)),
                    this.button("Export", "export", () -> acts.export(session)), this.button(archiving, "archive", () -> acts.archive(session))));
        }

        this.padded(4, 4, 4, 4);
    }

    private FlatButton button(String text, String name, Runnable act) {
        FlatButton button = new FlatButton(text, "editoragent.history." + name + "." + this.session.sessionId(), FlatButton.Rank.QUIET, act).said(text + " " + this.session.title());
        button.setFont(Look.small());
        return button;
    }

    /** A field in the place of the title: Enter keeps, Escape does not. */
    private void rename() {
        JTextField field = new JTextField(this.session.title());
        field.setName("editoragent.history.title");
        field.getAccessibleContext().setAccessibleName("New title");
        Consumer<Boolean> end = isKept -> {
            String title = field.getText().strip();
            this.show(new WrapRow(0, this.open));
            this.open.requestFocusInWindow();
            if (isKept && !title.isEmpty() && !title.equals(this.session.title())) {
                this.acts.rename(this.session, title);
            }
        };
        field.addActionListener(event -> end.accept(true));
        field.getInputMap().put(KeyStroke.getKeyStroke(KeyEvent.VK_ESCAPE, 0), "leave");
        field.getActionMap().put("leave", new AbstractAction() {
            private static final long serialVersionUID = 1L;

            @Override
            public void actionPerformed(ActionEvent event) {
                end.accept(false);
            }
        });
        this.show(new Column(4, field, new WrapRow(6,
                new FlatButton("Rename", "editoragent.history.title.keep", FlatButton.Rank.PRIMARY, () -> end.accept(true)),
                new FlatButton("Cancel", "editoragent.history.title.leave", FlatButton.Rank.SECONDARY, () -> end.accept(false)))).padded(4, 7, 4, 7));
        field.selectAll();
        field.requestFocusInWindow();
    }

    private void show(java.awt.Component shown) {
        this.head.removeAll();
        this.head.add(shown);
        this.revalidate();
        this.repaint();
    }
}
