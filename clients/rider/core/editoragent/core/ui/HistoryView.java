package editoragent.core.ui;

import editoragent.core.Agent;
import editoragent.core.acp.FoundSession;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import javax.swing.JTextField;
import javax.swing.Timer;
import javax.swing.event.DocumentEvent;
import javax.swing.event.DocumentListener;

/** Conversations of before: searched by the sidecar, opened with a click. */
final class HistoryView extends Column {
    private static final long serialVersionUID = 1L;

    private final transient Agent agent;
    private final transient Runnable close;
    private final JTextField search = new JTextField();
    private final Words state = Words.faint("");
    private final Column list = new Column(4);
    private final transient Timer pause = new Timer(200, event -> this.ask());
    private long request;

    HistoryView(Agent agent, Runnable close) {
        super(Look.GAP);
        this.agent = agent;
        this.close = close;
        this.pause.setRepeats(false);
        this.setName("editoragent.history.view");
        this.search.setName("editoragent.history.search");
        this.search.getAccessibleContext().setAccessibleName("Search conversations");
        this.state.setName("editoragent.history.state");
        this.search.getDocument().addDocumentListener(new DocumentListener() {
            @Override
            public void insertUpdate(DocumentEvent event) {
                HistoryView.this.pause.restart();
            }

            @Override
            public void removeUpdate(DocumentEvent event) {
                HistoryView.this.pause.restart();
            }

            @Override
            public void changedUpdate(DocumentEvent event) {
                // Plain text has no attributes.
            }
        });
        this.padded(8, 10, 12, 10);
        this.add(Words.faint("Search conversations"));
        this.add(this.search);
        this.add(this.state);
        this.add(this.list);
    }

    void open() {
        this.search.setText("");
        this.pause.stop();
        this.list.removeAll();
        this.search.requestFocusInWindow();
        this.ask();
    }

    private void ask() {
        long mine = ++this.request;
        this.state.show("Searching…");
        Edt.take(this.agent.findSessions(this.search.getText().strip()), found -> this.show(mine, found), this.state::show);
    }

    private void show(long mine, List<FoundSession> found) {
        if (mine != this.request) {
            return;
        }

        this.list.removeAll();
        found.forEach(session -> this.list.add(this.row(session)));
        String none = this.search.getText().isBlank() ? "No conversations yet." : "Nothing found.";
        this.state.show(found.isEmpty() ? none : found.size() == 1 ? "1 conversation" : found.size() + " conversations");
        this.revalidate();
        this.repaint();
    }

    private Card row(FoundSession session) {
        String turns = session.turns() == 0 ? "" : session.turns() == 1 ? " · 1 turn" : " · " + session.turns() + " turns";
        FlatButton open = new FlatButton(session.title(), "editoragent.history.session." + session.sessionId(), FlatButton.Rank.QUIET, () -> this.choose(session));
        open.getAccessibleContext().setAccessibleName("Open " + session.title());
        open.setFont(Look.bold());
        Card card = new Card(2, Look::card, Look::border, new WrapRow(0, open), new Column(0, Words.faint(ago(session.updatedAt()) + turns)).padded(0, 7, 0, 7));
        session.snippet().ifPresent(snippet -> card.add(new Column(0, Words.faint(snippet)).padded(0, 7, 0, 7)));
        card.padded(4, 4, 6, 4);
        return card;
    }

    private void choose(FoundSession session) {
        this.state.show("Opening…");
        Edt.take(this.agent.openSession(session.sessionId()), done -> this.close.run(), this.state::show);
    }

    private static String ago(String iso) {
        try {
            Instant then = Instant.parse(iso);
            long minutes = Duration.between(then, Instant.now()).toMinutes();
            if (minutes < 1) {
                return "just now";
            }

            if (minutes < 60) {
                return minutes + " min ago";
            }

            LocalDate day = LocalDate.ofInstant(then, ZoneId.systemDefault());
            return minutes < 24 * 60 ? minutes / 60 + (minutes < 120 ? " hour ago" : " hours ago") : day.format(DateTimeFormatter.ofPattern("d MMM yyyy", java.util.Locale.ENGLISH));
        } catch (DateTimeParseException e) {
            return "";
        }
    }
}
