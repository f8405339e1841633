package editoragent.core.ui;

import editoragent.core.Agent;
import editoragent.core.AgentState;
import java.util.List;
import java.util.function.Consumer;

/** How the agent can be reached, when that is not as it should be: what happened, what is safe, what to do. */
final class ConnectionBar extends Card {
    private static final long serialVersionUID = 1L;

    private final Words title = new Words("", Look::text, Look::bold);
    private final Words detail = new Words("", Look::text, Look::font);
    private final FlatButton restart;
    private final FlatButton key;
    private final KeyForm keys;

    ConnectionBar(Agent agent) {
        super(6, () -> Look.blend(Look.background(), Look.warning(), 0.10), Look::border);
        this.setName("editoragent.connection");
        this.getAccessibleContext().setAccessibleName("Connection");
        this.title.setName("editoragent.connection.title");
        this.detail.setName("editoragent.connection.detail");
        this.restart = new FlatButton("Restart", "editoragent.connection.restart", FlatButton.Rank.PRIMARY, agent::restart);
        this.keys = new KeyForm(agent);
        this.key = new FlatButton("Set an API key", "editoragent.connection.key", FlatButton.Rank.PRIMARY, this.keys::open);
        this.add(this.title);
        this.add(this.detail);
        this.add(new WrapRow(6, this.restart, this.key));
        this.add(this.keys);
        this.setVisible(false);
    }

    void show(AgentState state, String reason) {
        this.setVisible(state != AgentState.READY && state != AgentState.STOPPED);
        switch (state) {
            case STARTING -> this.tell("Starting the agent…", "");
            case NO_MODEL -> this.tell("First, choose a model that answers.", reason);
            case RESTRICTED -> this.tell("This project is not trusted in the IDE.",
                    "The agent only reads: it changes nothing, starts nothing and uses no settings of the project. Trust the project in the IDE, then restart the agent.");
            case LOST -> this.tell("The agent stopped.", reason + " Your conversation and files are safe.");
            case FAILED -> this.tell("The agent does not start.", reason);
            case READY, STOPPED -> this.tell("", "");
        }

        this.restart.setText(state == AgentState.LOST ? "Try now" : "Restart");
        this.restart.setVisible(state != AgentState.READY && state != AgentState.STOPPED && state != AgentState.STARTING);
        this.key.setVisible(state == AgentState.NO_MODEL);
        this.keys.close();
    }

    private void tell(String what, String more) {
        this.title.show(what);
        this.detail.show(more);
        this.revalidate();
        this.repaint();
    }

    /** A provider and its key. What is typed is dropped from the field as soon as it is sent. */
    private static final class KeyForm extends Column {
        private static final long serialVersionUID = 1L;

        private final transient Agent agent;
        private final javax.swing.JComboBox<String> provider = new javax.swing.JComboBox<>();
        private final javax.swing.JPasswordField field = new javax.swing.JPasswordField();
        private final Words told = Words.faint("");

        private KeyForm(Agent agent) {
            super(4);
            this.agent = agent;
            this.provider.setName("editoragent.key.provider");
            this.provider.getAccessibleContext().setAccessibleName("Provider");
            this.field.setName("editoragent.key.field");
            this.field.getAccessibleContext().setAccessibleName("API key");
            this.field.addActionListener(event -> this.send());
            this.add(this.provider);
            this.add(this.field);
            this.add(new WrapRow(6, new FlatButton("Save the key", "editoragent.key.save", FlatButton.Rank.SECONDARY, this::send)));
            this.add(this.told);
            this.setVisible(false);
        }

        void open() {
            this.setVisible(true);
            this.revalidate();
            Edt.take(this.agent.keyProviders(), this::offer, this.told::show);
            this.field.requestFocusInWindow();
        }

        void close() {
            this.field.setText("");
            this.told.show("");
            this.setVisible(false);
        }

        private void offer(List<String> names) {
            this.provider.removeAllItems();
            names.forEach(this.provider::addItem);
            this.told.show(names.isEmpty() ? "This version of editor-agent takes no key from here; run editor-agent login." : "The key is kept in your own config.toml, which only you can read.");
        }

        private void send() {
            Object name = this.provider.getSelectedItem();
            String key = new String(this.field.getPassword()).strip();
            this.field.setText("");
            if (name != null && !key.isEmpty()) {
                Consumer<String> fail = this.told::show;
                Edt.take(this.agent.setKey(name.toString(), key), done -> { }, fail);
            }
        }
    }
}
