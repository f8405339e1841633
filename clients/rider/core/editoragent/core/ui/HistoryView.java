package editoragent.core.ui;

import editoragent.core.Agent;
import editoragent.core.EditorHost;
import editoragent.core.acp.ExportedSession;
import editoragent.core.acp.FoundSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.swing.JTextField;
import javax.swing.Timer;
import javax.swing.event.DocumentEvent;
import javax.swing.event.DocumentListener;

/** Conversations of before: searched by the sidecar, opened with a click, renamed, forked, exported and put aside. */
final class HistoryView extends Column {
    private static final long serialVersionUID = 1L;

    private final transient Agent agent;
    private final transient EditorHost host;
    private final transient Runnable close;
    private final JTextField search = new JTextField();
    private final FlatButton archived = new FlatButton("Show archived", "editoragent.history.archived", FlatButton.Rank.QUIET, this::switchArchived);
    private final Words state = Words.faint("");
    private final Column list = new Column(4);
    private final transient Timer pause = new Timer(200, event -> this.ask(""));
    private final transient HistoryRow.Acts acts = new Acts();
    private String current = "";
    private boolean isArchived;
    private long request;

    HistoryView(Agent agent, EditorHost host, Runnable close) {
        super(Look.GAP);
        this.agent = agent;
        this.host = host;
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
        this.add(new WrapRow(0, this.archived));
        this.add(this.state);
        this.add(this.list);
    }

    void open() {
        this.search.setText("");
        this.pause.stop();
        this.list.removeAll();
        this.isArchived = false;
        this.search.requestFocusInWindow();
        this.ask("");
    }

    /** The session that is open in the panel. */
    void current(String sessionId) {
        this.current = sessionId;
    }

    private void switchArchived() {
        this.isArchived = !this.isArchived;
        this.ask("");
    }

    /** @param line stays above the list */
    private void ask(String line) {
        long mine = ++this.request;
        this.archived.setText(this.isArchived ? "Back to the list" : "Show archived");
        this.archived.setVisible(this.agent.history().isServed());
        this.state.show(line.isEmpty() ? "Searching…" : line);
        Edt.take(this.agent.history().find(this.search.getText().strip(), this.isArchived), found -> this.show(mine, found, line), this.state::show);
    }

    private void show(long mine, List<FoundSession> found, String line) {
        if (mine != this.request) {
            return;
        }

        String archiving = !this.agent.history().isServed() ? "" : this.isArchived ? "Put back" : "Archive";
        this.list.removeAll();
        found.forEach(session -> this.list.add(new HistoryRow(session, session.sessionId().equals(this.current), archiving, this.acts)));
        String none = !this.search.getText().isBlank() ? "Nothing found." : this.isArchived ? "Nothing is archived." : "No conversations yet.";
        String count = found.isEmpty() ? none : found.size() == 1 ? "1 conversation" : found.size() + " conversations";
        this.state.show(line.isEmpty() ? count : line);
        this.revalidate();
        this.repaint();
    }

    private final class Acts implements HistoryRow.Acts {
        @Override
        public void open(FoundSession session) {
            this.leave("Opening…", HistoryView.this.agent.openSession(session.sessionId()));
        }

        @Override
        public void rename(FoundSession session, String title) {
            Edt.take(HistoryView.this.agent.history().rename(session.sessionId(), title), kept -> HistoryView.this.ask(""), HistoryView.this::ask);
        }

        @Override
        public void fork(FoundSession session) {
            this.leave("Forking…", HistoryView.this.agent.history().fork(session.sessionId()));
        }

        @Override
        public void export(FoundSession session) {
            Edt.take(HistoryView.this.agent.history().export(session.sessionId()), this::save, HistoryView.this.state::show);
        }

        @Override
        public void archive(FoundSession session) {
            boolean isArchived = !HistoryView.this.isArchived;
            Edt.take(HistoryView.this.agent.history().archive(session.sessionId(), isArchived), done -> HistoryView.this.ask(""), HistoryView.this::ask);
        }

        private void leave(String line, CompletableFuture<Void> opened) {
            HistoryView.this.state.show(line);
            Edt.take(opened, done -> HistoryView.this.close.run(), HistoryView.this.state::show);
        }

        private void save(ExportedSession exported) {
            EditorHost host = HistoryView.this.host;
            host.chooseTarget(exported.suggestedName()).ifPresent(target ->
                    Edt.take(CompletableFuture.runAsync(() -> write(host, target, exported.text())), done -> HistoryView.this.state.show("Exported to " + target), HistoryView.this.state::show));
        }

        private static void write(EditorHost host, Path target, String text) {
            try {
                host.writeText(target, text);
                host.open(target, 0);
            } catch (IOException e) {
                throw new UncheckedIOException(target + " could not be written: " + e.getMessage(), e);
            }
        }
    }
}
