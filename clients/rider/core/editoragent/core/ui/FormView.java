package editoragent.core.ui;

import com.google.gson.JsonObject;
import editoragent.core.Agent;
import editoragent.core.EditorHost;
import editoragent.core.Form;
import editoragent.core.acp.FormAnswer;
import editoragent.core.acp.FormField;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.swing.JCheckBox;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JTextField;

/** A question of an MCP server, with a control for each thing that it asks for; or an address that it asks the user to open. */
final class FormView extends Card {
    private static final long serialVersionUID = 1L;

    private record Control(FormField field, Supplier<String> typed, Words error) {
    }

    private final transient Agent agent;
    private final transient Form form;
    private final transient Map<String, Control> controls = new LinkedHashMap<>();

    FormView(Agent agent, EditorHost host, Form form) {
        super(6, () -> Look.blend(Look.background(), Look.warning(), 0.08), Look::border);
        this.agent = agent;
        this.form = form;
        this.setName("editoragent.form");
        this.getAccessibleContext().setAccessibleName("An MCP server asks");
        this.add(new Words("An MCP server asks", Look::text, Look::bold));
        this.add(Words.of(form.request().message()));
        form.request().fields().forEach(this::addField);
        Optional<String> url = form.request().url();
        url.ifPresent(address -> this.add(new Words(address, Look::text, Look::mono)));
        String accept = url.isPresent() ? "Open in the browser" : "Send";
        this.add(new WrapRow(6,
                new FlatButton(accept, "editoragent.form.send", FlatButton.Rank.PRIMARY, () -> this.send(host)),
                new FlatButton("Decline", "editoragent.form.decline", FlatButton.Rank.SECONDARY, () -> agent.answerForm(form.id(), FormAnswer.DECLINE)),
                new FlatButton("Cancel", "editoragent.form.cancel", FlatButton.Rank.SECONDARY, () -> agent.answerForm(form.id(), FormAnswer.CANCEL))));
    }

    String formId() {
        return this.form.id();
    }

    private void addField(FormField field) {
        String label = field.label() + (field.isRequired() ? " (required)" : "");
        Words error = new Words("", Look::error, Look::small);
        error.setVisible(false);
        if (field.type().equals("array")) {
            this.addChoices(field, label, error);
            return;
        }

        JComponent control;
        Supplier<String> typed;
        if (field.type().equals("boolean")) {
            JCheckBox box = new JCheckBox(Look.plain(label), Boolean.parseBoolean(field.initial()));
            box.setOpaque(false);
            control = box;
            typed = () -> String.valueOf(box.isSelected());
        } else if (!field.choices().isEmpty()) {
            JComboBox<String> list = new JComboBox<>();
            field.choices().forEach(choice -> list.addItem(Look.plain(choice.label())));
            int initial = field.choices().stream().map(FormField.Choice::value).toList().indexOf(field.initial());
            list.setSelectedIndex(initial);
            control = list;
            typed = () -> list.getSelectedIndex() < 0 ? "" : field.choices().get(list.getSelectedIndex()).value();
        } else {
            JTextField text = new JTextField(field.initial());
            control = text;
            typed = text::getText;
        }

        if (!field.type().equals("boolean")) {
            this.add(Words.of(label));
        }

        this.put(field, label, control, typed, error);
    }

    private void addChoices(FormField field, String label, Words error) {
        Column boxes = new Column(2);
        Map<String, JCheckBox> byValue = new LinkedHashMap<>();
        for (FormField.Choice choice : field.choices()) {
            JCheckBox box = new JCheckBox(Look.plain(choice.label()), field.initial().lines().anyMatch(choice.value()::equals));
            box.setOpaque(false);
            byValue.put(choice.value(), box);
            boxes.add(box);
        }

        this.add(Words.of(label));
        this.put(field, label, boxes, () -> String.join("\n", byValue.entrySet().stream().filter(entry -> entry.getValue().isSelected()).map(Map.Entry::getKey).toList()), error);
    }

    private void put(FormField field, String label, JComponent control, Supplier<String> typed, Words error) {
        control.setName("editoragent.form.field." + field.name());
        control.getAccessibleContext().setAccessibleName(label);
        if (!field.description().isEmpty()) {
            this.add(Words.faint(field.description()));
        }

        this.add(control);
        this.add(error);
        this.controls.put(field.name(), new Control(field, typed, error));
    }

    private void send(EditorHost host) {
        JsonObject content = new JsonObject();
        boolean isWhole = true;
        for (Control control : this.controls.values()) {
            String typed = control.typed().get();
            Optional<String> error = control.field().errorOf(typed);
            control.error().show(error.orElse(""));
            isWhole &= error.isEmpty();
            if (error.isEmpty()) {
                control.field().valueOf(typed).ifPresent(value -> content.add(control.field().name(), value));
            }
        }

        this.revalidate();
        if (isWhole) {
            this.form.request().url().filter(url -> url.startsWith("https://") || url.startsWith("http://")).ifPresent(host::openUrl);
            this.agent.answerForm(this.form.id(), new FormAnswer("accept", content));
        }
    }
}
