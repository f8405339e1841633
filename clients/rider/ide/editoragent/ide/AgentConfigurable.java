package editoragent.ide;

import com.intellij.openapi.options.Configurable;
import com.intellij.openapi.options.ConfigurationException;
import java.awt.BorderLayout;
import java.awt.GridBagConstraints;
import java.awt.GridBagLayout;
import java.awt.GridLayout;
import java.awt.Insets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JFileChooser;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JTextArea;
import javax.swing.JTextField;

/** Settings, Tools, EditorAgent. */
public final class AgentConfigurable implements Configurable {
    private final JTextField executable = new JTextField(40);
    private final JTextArea environment = new JTextArea(5, 40);
    private JComponent panel;

    @Override
    public String getDisplayName() {
        return "EditorAgent";
    }

    @Override
    public JComponent createComponent() {
        this.executable.setName("editoragent.settings.executable");
        this.environment.setName("editoragent.settings.environment");
        JPanel form = new JPanel(new GridBagLayout());
        row(form, 0, new JLabel("Path of editor-agent:"), this.path());
        row(form, 1, new JLabel(), hint(
                "Empty: the variable EDITORAGENT_SERVER, then PATH,", "then ~/.dotnet/tools.",
                "A change counts from the agent's next start:", "Tools, EditorAgent, Restart."));
        row(form, 2, new JLabel("Environment (NAME=value):"), lines(this.environment));
        row(form, 3, new JLabel(), hint(
                "Stored in plain text, so keys are refused here.", "A key goes into the environment of the IDE, or into",
                "~/.editoragent/config.toml, which only you can read."));
        this.panel = new JPanel(new BorderLayout());
        this.panel.add(form, BorderLayout.NORTH);
        this.reset();
        return this.panel;
    }

    @Override
    public boolean isModified() {
        AgentSettings settings = AgentSettings.instance();
        return !this.executable.getText().trim().equals(settings.executable())
                || !this.environment.getText().trim().equals(EnvironmentText.of(settings.getState().environment));
    }

    @Override
    public void apply() throws ConfigurationException {
        String path = this.executable.getText().trim();
        if (!path.isEmpty() && !isAbsolute(path)) {
            throw new ConfigurationException("The path of editor-agent must be absolute. Nothing was saved.");
        }

        AgentSettings.instance().set(path, EnvironmentText.parse(this.environment.getText()));
        this.reset();
    }

    @Override
    public void reset() {
        AgentSettings settings = AgentSettings.instance();
        this.executable.setText(settings.executable());
        this.environment.setText(EnvironmentText.of(settings.getState().environment));
    }

    @Override
    public void disposeUIResources() {
        this.panel = null;
    }

    private JComponent path() {
        JButton browse = new JButton("Browse...");
        browse.addActionListener(event -> {
            JFileChooser chooser = new JFileChooser(this.executable.getText());
            if (chooser.showOpenDialog(this.panel) == JFileChooser.APPROVE_OPTION) {
                this.executable.setText(chooser.getSelectedFile().getAbsolutePath());
            }
        });
        JPanel path = new JPanel(new BorderLayout());
        path.add(this.executable, BorderLayout.CENTER);
        path.add(browse, BorderLayout.EAST);
        return path;
    }

    private static void row(JPanel form, int row, JLabel label, JComponent field) {
        Insets gap = new Insets(4, 4, 4, 4);
        form.add(label, new GridBagConstraints(
                0, row, 1, 1, 0, 0, GridBagConstraints.FIRST_LINE_START, GridBagConstraints.NONE, gap, 0, 0));
        form.add(field, new GridBagConstraints(
                1, row, 1, 1, 1, 0, GridBagConstraints.FIRST_LINE_START, GridBagConstraints.HORIZONTAL, gap, 0, 0));
    }

    /** Short lines, each a label: one of HTML would be cut where it wraps. */
    private static JComponent hint(String... lines) {
        JPanel hint = new JPanel(new GridLayout(0, 1));
        for (String line : lines) {
            hint.add(new JLabel(line));
        }

        return hint;
    }

    /** Of full height in a narrow window, too. */
    private static JComponent lines(JTextArea text) {
        JScrollPane pane = new JScrollPane(text);
        pane.setMinimumSize(pane.getPreferredSize());
        return pane;
    }

    private static boolean isAbsolute(String path) {
        try {
            return Path.of(path).isAbsolute();
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
