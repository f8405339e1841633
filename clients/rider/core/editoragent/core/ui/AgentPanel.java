package editoragent.core.ui;

import editoragent.core.Agent;
import editoragent.core.AgentListener;
import editoragent.core.AgentState;
import editoragent.core.Attachment;
import editoragent.core.EditorHost;
import editoragent.core.Form;
import editoragent.core.Prompt;
import editoragent.core.Question;
import editoragent.core.QuestionOutcome;
import editoragent.core.Said;
import editoragent.core.acp.OpenedSession;
import editoragent.core.acp.SessionUpdate;
import java.awt.BorderLayout;
import java.awt.CardLayout;
import java.awt.Color;
import java.awt.Component;
import java.awt.event.ActionEvent;
import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import java.util.List;
import javax.swing.AbstractAction;
import javax.swing.BorderFactory;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.KeyStroke;
import javax.swing.ScrollPaneConstants;
import javax.swing.SwingUtilities;

/** The chat with the agent: plain Swing, the same in a window of its own and in a tool window. Shows and asks; decides nothing. */
public final class AgentPanel extends JPanel {
    private static final long serialVersionUID = 1L;
    private static final String CHAT = "chat";
    private static final String HISTORY = "history";
    private static final String MCP = "mcp";
    private static final String GRANTS = "grants";

    private final transient Agent agent;
    private final transient EditorHost host;
    private final transient AgentListener relay;
    private final CardLayout cards = new CardLayout();
    private final JPanel sheets = new JPanel(this.cards);
    private final Caption title = new Caption("New conversation", Look::text, Look::bold);
    private final ConnectionBar connection;
    private final PlanView plan = new PlanView();
    private final TranscriptView transcript;
    private final Welcome welcome;
    private final Column forms = new Column(6);
    private final Composer composer;
    private final HistoryView history;
    private final McpView mcp;
    private final GrantsView grants;
    private final FlatButton back = new FlatButton("Back to the chat", "editoragent.back", FlatButton.Rank.SECONDARY, this::showChat);
    private String shown = CHAT;
    private boolean isStarted;

    public AgentPanel(Agent agent, EditorHost host) {
        super(new BorderLayout());
        this.agent = agent;
        this.host = host;
        this.setName("editoragent.panel");
        this.getAccessibleContext().setAccessibleName("EditorAgent");
        this.connection = new ConnectionBar(agent);
        this.transcript = new TranscriptView(agent, host, this::focusInput);
        this.composer = new Composer(agent, host, this.transcript::lastSaid);
        this.welcome = new Welcome(this.composer::write);
        this.history = new HistoryView(agent, host, this::showChat);
        this.mcp = new McpView(agent, host);
        this.grants = new GrantsView(agent);
        this.title.setName("editoragent.title");
        this.sheets.setOpaque(false);
        this.sheets.add(this.chat(), CHAT);
        this.sheets.add(scrolled(this.history), HISTORY);
        this.sheets.add(scrolled(this.mcp), MCP);
        this.sheets.add(scrolled(this.grants), GRANTS);
        this.add(this.head(), BorderLayout.NORTH);
        this.add(this.sheets, BorderLayout.CENTER);
        this.setFocusTraversalPolicyProvider(true);
        this.setFocusTraversalPolicy(new ReadingOrder());
        this.bindKeys();
        FileDrop.on(this, this.composer::attach);
        this.relay = new Relay(new Shown(), this::settle);
        agent.addListener(this.relay);
    }

    /** Brings the keyboard to the message field. */
    public void focusInput() {
        this.showChat();
        this.composer.focusInput();
    }

    /** Puts something beside the message that is being written. */
    public void attach(Attachment attachment) {
        this.focusInput();
        this.composer.attach(attachment);
    }

    /** The first time that it can be seen, the agent is started: its modes and models, or what is missing, belong to what is shown. */
    @Override
    public void addNotify() {
        super.addNotify();
        if (!this.isStarted) {
            this.isStarted = true;
            this.agent.start();
        }
    }

    /** Stops listening; the agent goes on. For who shows the panel no more. */
    public void dispose() {
        this.agent.removeListener(this.relay);
    }

    private JPanel head() {
        WrapRow actions = new WrapRow(4,
                new FlatButton("New", "editoragent.new", FlatButton.Rank.QUIET, () -> this.tell(this.agent.newSession())).said("New conversation"),
                new FlatButton("History", "editoragent.history", FlatButton.Rank.QUIET, () -> this.showSheet(HISTORY)),
                new FlatButton("MCP servers", "editoragent.mcp", FlatButton.Rank.QUIET, () -> this.showSheet(MCP)),
                new FlatButton("Allowed", "editoragent.grants", FlatButton.Rank.QUIET, () -> this.showSheet(GRANTS)).said("What is allowed without a question"),
                this.back);
        this.back.setVisible(false);
        Column head = new Column(2, new Column(0, this.title).padded(0, 7, 0, 4), actions);
        head.padded(6, 4, 5, 4);
        JPanel framed = new JPanel(new BorderLayout()) {
            private static final long serialVersionUID = 1L;

            @Override
            protected void paintBorder(java.awt.Graphics g) {
                g.setColor(Look.border());
                g.drawLine(0, this.getHeight() - 1, this.getWidth(), this.getHeight() - 1);
            }
        };
        framed.setOpaque(false);
        framed.add(head, BorderLayout.CENTER);
        return framed;
    }

    private JPanel chat() {
        JPanel chat = new JPanel(new BorderLayout());
        chat.setOpaque(false);
        Column above = new Column(4, new Column(0, this.connection).padded(0, 8, 0, 8), this.plan, this.welcome);
        above.padded(4, 0, 0, 0);
        chat.add(above, BorderLayout.NORTH);
        chat.add(this.transcript, BorderLayout.CENTER);
        this.forms.padded(0, 10, 0, 10);
        chat.add(new Column(0, new LimitedScroll(this.forms, 320), this.composer), BorderLayout.SOUTH);
        return chat;
    }

    private static JScrollPane scrolled(Component content) {
        JScrollPane scroll = new JScrollPane(content, ScrollPaneConstants.VERTICAL_SCROLLBAR_AS_NEEDED, ScrollPaneConstants.HORIZONTAL_SCROLLBAR_NEVER);
        scroll.setBorder(BorderFactory.createEmptyBorder());
        scroll.setOpaque(false);
        scroll.getViewport().setOpaque(false);
        scroll.getVerticalScrollBar().setUnitIncrement(18);
        return scroll;
    }

    private void showSheet(String name) {
        this.shown = name;
        this.cards.show(this.sheets, name);
        this.back.setVisible(!name.equals(CHAT));
        if (name.equals(HISTORY)) {
            this.history.open();
        } else if (name.equals(MCP)) {
            this.mcp.refresh();
            this.back.requestFocusInWindow();
        } else if (name.equals(GRANTS)) {
            this.grants.refresh();
            this.back.requestFocusInWindow();
        }

        this.revalidate();
    }

    private void showChat() {
        if (!this.shown.equals(CHAT)) {
            this.showSheet(CHAT);
            this.composer.focusInput();
        }
    }

    private void bindKeys() {
        for (KeyStroke key : List.of(KeyStroke.getKeyStroke(KeyEvent.VK_F6, 0), KeyStroke.getKeyStroke(KeyEvent.VK_A, InputEvent.ALT_DOWN_MASK))) {
            this.getInputMap(WHEN_ANCESTOR_OF_FOCUSED_COMPONENT).put(key, "editoragent.question");
        }

        this.getActionMap().put("editoragent.question", new AbstractAction() {
            private static final long serialVersionUID = 1L;

            @Override
            public void actionPerformed(ActionEvent event) {
                AgentPanel.this.showChat();
                AgentPanel.this.transcript.openApprovals().stream().findFirst().ifPresent(ApprovalBar::focusHeading);
            }
        });
    }

    private void tell(java.util.concurrent.CompletableFuture<Void> asked) {
        Edt.take(asked, done -> this.focusInput(), line -> this.transcript.update(new SessionUpdate.Told("error", line, "")));
    }

    private void settle() {
        this.welcome.setVisible(this.transcript.isEmpty());
        this.transcript.settle();
        this.revalidate();
        this.repaint();
    }

    @Override
    public Color getBackground() {
        return Look.background();
    }

    /** What the agent tells, on the event dispatch thread. */
    private final class Shown implements AgentListener {
        @Override
        public void stateChanged(AgentState state, String detail) {
            AgentPanel.this.connection.show(state, detail);
            if (state == AgentState.LOST || state == AgentState.FAILED) {
                AgentPanel.this.transcript.lost();
            }
        }

        @Override
        public void turnChanged(boolean isRunning) {
            AgentPanel.this.composer.running(isRunning);
        }

        @Override
        public void turnCancelling() {
            AgentPanel.this.composer.cancelling();
        }

        @Override
        public void sessionOpened(OpenedSession session, List<SessionUpdate> history) {
            AgentPanel.this.composer.pickers().opened(session);
            AgentPanel.this.history.current(session.sessionId());
            AgentPanel.this.composer.running(false);
            AgentPanel.this.title.setText("New conversation");
            AgentPanel.this.plan.show(List.of());
            AgentPanel.this.transcript.clear();
            AgentPanel.this.transcript.load(history);
            history.forEach(this::besides);
        }

        @Override
        public void updated(SessionUpdate update) {
            AgentPanel.this.transcript.update(update);
            this.besides(update);
        }

        @Override
        public void said(Said said) {
            AgentPanel.this.transcript.said(said);
        }

        @Override
        public void unsaid(long key) {
            AgentPanel.this.transcript.unsaid(key);
        }

        @Override
        public void notSent(Prompt prompt) {
            AgentPanel.this.composer.write(prompt);
        }

        @Override
        public void asked(Question question) {
            AgentPanel.this.transcript.asked(question);
        }

        @Override
        public void answered(String questionId, QuestionOutcome outcome) {
            AgentPanel.this.transcript.answered(questionId, outcome);
        }

        @Override
        public void formAsked(Form form) {
            AgentPanel.this.forms.add(new FormView(AgentPanel.this.agent, AgentPanel.this.host, form));
        }

        @Override
        public void formClosed(String formId) {
            for (Component child : AgentPanel.this.forms.getComponents()) {
                if (child instanceof FormView view && view.formId().equals(formId)) {
                    AgentPanel.this.forms.remove(view);
                }
            }
        }

        @Override
        public void mcpChanged() {
            if (AgentPanel.this.shown.equals(MCP)) {
                SwingUtilities.invokeLater(AgentPanel.this.mcp::refresh);
            }
        }

        /** What stands beside the conversation. */
        private void besides(SessionUpdate update) {
            if (update instanceof SessionUpdate.Plan now) {
                AgentPanel.this.plan.show(now.entries());
            } else if (update instanceof SessionUpdate.ModeChanged now) {
                AgentPanel.this.composer.pickers().mode(now.modeId());
            } else if (update instanceof SessionUpdate.OptionsChanged now) {
                AgentPanel.this.composer.pickers().options(now.options());
            } else if (update instanceof SessionUpdate.CommandsChanged now) {
                AgentPanel.this.composer.commands(now.commands());
            } else if (update instanceof SessionUpdate.TitleChanged now) {
                AgentPanel.this.title.show(now.title());
            } else if (update instanceof SessionUpdate.Usage now) {
                AgentPanel.this.composer.usage(now.used(), now.size(), now.cost());
            }
        }
    }
}
