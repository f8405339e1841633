package editoragent.core.ui;

import editoragent.core.Agent;
import editoragent.core.acp.ConfigOption;
import editoragent.core.acp.OpenedSession;
import editoragent.core.acp.SessionMode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.swing.BorderFactory;
import javax.swing.JCheckBox;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JPanel;

/** Mode, model and what else the agent lets be set. */
final class Pickers extends JPanel {
    private static final long serialVersionUID = 1L;

    private final transient Agent agent;
    private final transient Consumer<String> failed;
    private final WrapRow row = new WrapRow(6);
    private transient List<SessionMode> modes = List.of();
    private transient List<ConfigOption> options = List.of();
    private String modeId = "";

    Pickers(Agent agent, Consumer<String> failed) {
        super(new ColumnLayout(0));
        this.agent = agent;
        this.failed = failed;
        this.setOpaque(false);
        this.add(this.row);
    }

    void opened(OpenedSession session) {
        this.modes = session.modes();
        this.modeId = session.modeId();
        this.options = session.options();
        this.draw();
    }

    void mode(String id) {
        this.modeId = id;
        this.draw();
    }

    void options(List<ConfigOption> now) {
        this.options = now;
        this.draw();
    }

    private void draw() {
        this.row.removeAll();
        if (!this.modes.isEmpty()) {
            List<String> names = this.modes.stream().map(SessionMode::name).toList();
            int chosen = this.modes.stream().map(SessionMode::id).toList().indexOf(this.modeId);
            this.row.add(this.list("editoragent.mode", "Mode", names, chosen, place -> this.tell(this.agent.setMode(this.modes.get(place).id()))));
        }

        for (ConfigOption option : this.options) {
            // The same setting in two forms is shown once.
            if (this.modes.isEmpty() || !(option.category().equals("mode") || option.id().equals("mode"))) {
                this.row.add(this.control(option));
            }
        }

        this.revalidate();
        this.repaint();
    }

    private JComponent control(ConfigOption option) {
        String name = "editoragent.option." + option.id();
        if (option.isSwitch()) {
            JCheckBox box = new JCheckBox(Look.plain(option.name()), Boolean.parseBoolean(option.value()));
            box.setName(name);
            box.setOpaque(false);
            box.getAccessibleContext().setAccessibleName(option.name());
            box.addActionListener(event -> this.tell(this.agent.setOption(option, String.valueOf(box.isSelected()))));
            return box;
        }

        List<ConfigOption.Choice> choices = new ArrayList<>(option.choices());
        int chosen = choices.stream().map(ConfigOption.Choice::value).toList().indexOf(option.value());
        return this.list(name, option.name(), choices.stream().map(ConfigOption.Choice::name).toList(), chosen, place -> this.tell(this.agent.setOption(option, choices.get(place).value())));
    }

    private JComboBox<String> list(String name, String title, List<String> entries, int chosen, Consumer<Integer> choose) {
        JComboBox<String> list = new JComboBox<>();
        entries.forEach(entry -> list.addItem(Look.plain(entry)));
        list.setSelectedIndex(chosen);
        list.setName(name);
        list.setFont(Look.small());
        list.setToolTipText(title);
        list.getAccessibleContext().setAccessibleName(title);
        list.setBorder(BorderFactory.createEmptyBorder());
        list.addActionListener(event -> {
            if (list.getSelectedIndex() >= 0 && list.getSelectedIndex() != chosen) {
                choose.accept(list.getSelectedIndex());
            }
        });
        return list;
    }

    private void tell(java.util.concurrent.CompletableFuture<Void> asked) {
        Edt.take(asked, done -> { }, line -> {
            this.draw();
            this.failed.accept(line);
        });
    }
}
