package editoragent.core.panel;

import editoragent.core.Agent;
import editoragent.core.SidecarCommand;
import editoragent.core.Until;
import editoragent.core.ui.AgentPanel;
import java.awt.Component;
import java.awt.Container;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import javax.imageio.ImageIO;
import javax.swing.AbstractButton;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JList;
import javax.swing.SwingUtilities;
import javax.swing.text.JTextComponent;

/** The panel in a window, with the real sidecar behind it, a workspace and a home of its own; used as a user uses it. */
final class Desk implements AutoCloseable {
    final RecordingHost host;
    final Agent agent;
    final AgentPanel panel;
    final Path workspace;
    private final Map<String, String> environment;
    private final JFrame frame;

    Desk(Path folder, ScriptedModel model, boolean isTrusted) throws Exception {
        this(folder, model, isTrusted, true);
    }

    /** @param isTrustedInIde what the editor says; the other is what the user once told the sidecar */
    Desk(Path folder, ScriptedModel model, boolean isTrusted, boolean isTrustedInIde) throws Exception {
        this.workspace = Files.createDirectories(folder.resolve("workspace"));
        Files.writeString(this.workspace.resolve("notes.txt"), "# What we paint\n\ncolour=red\nsize=3\nwidth=20\nheight=10\n");
        Files.createDirectories(folder.resolve("home"));
        Path executable = Path.of(System.getProperty("editoragent.executable"));
        this.environment = new HashMap<>(System.getenv());
        this.environment.keySet().removeIf(name -> name.matches("(EDITORAGENT|MOONSHOT|OPENAI|ANTHROPIC)_.*"));
        this.environment.putAll(Map.of(
                "EDITORAGENT_HOME", folder.resolve("home").toString(), "EDITORAGENT_CACHE", folder.resolve("cache").toString(), "EDITORAGENT_BASE_URL", model.address() + "/v1",
                "EDITORAGENT_API_KEY", "sk-not-a-real-key", "EDITORAGENT_MODEL", "scripted", "EDITORAGENT_PROVIDER", "openai"));
        if (isTrusted) {
            ProcessBuilder grant = new ProcessBuilder(executable.toString(), "trust", "grant", "--yes", "--cwd", this.workspace.toString()).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
            grant.environment().clear();
            grant.environment().putAll(this.environment);
            Process granting = grant.start();
            if (!granting.waitFor(Until.SECONDS, TimeUnit.SECONDS) || granting.exitValue() != 0) {
                throw new AssertionError("trust grant failed");
            }
        }

        this.host = new RecordingHost(this.workspace);
        this.host.isTrusted = isTrustedInIde;
        this.agent = new Agent(this.host, () -> SidecarCommand.locate(Optional.of(executable.toString()), this.environment));
        this.panel = Until.onEdt(() -> new AgentPanel(this.agent, this.host));
        this.frame = Until.onEdt(() -> {
            JFrame window = new JFrame("EditorAgent");
            window.setContentPane(this.panel);
            window.setSize(460, 900);
            window.setVisible(true);
            this.panel.focusInput();
            return window;
        });
    }

    void say(String text) throws Exception {
        Until.onEdt(() -> {
            ((JTextComponent) this.find("editoragent.input")).setText(text);
            return null;
        });
        this.press("editoragent.send");
    }

    /** Clicks a button once it can be clicked. */
    void press(String name) throws Exception {
        Until.isTrue(name + " can be pressed", () -> Until.onEdt(() -> this.find(name) instanceof AbstractButton button && button.isEnabled() && button.isShowing()));
        Until.onEdt(() -> {
            ((AbstractButton) this.find(name)).doClick(0);
            return null;
        });
    }

    void type(String name, String text) throws Exception {
        Until.onEdt(() -> {
            ((JTextComponent) this.find(name)).setText(text);
            return null;
        });
    }

    void shows(String text) throws Exception {
        this.wait("the panel shows: " + text, () -> this.texts().contains(text));
    }

    void showsNot(String text) throws Exception {
        this.wait("the panel no longer shows: " + text, () -> !this.texts().contains(text));
    }

    void isThere(String name) throws Exception {
        Until.isTrue(name + " is there", () -> this.has(name));
    }

    boolean has(String name) throws Exception {
        return Until.onEdt(() -> this.find(name) != null && this.find(name).isShowing());
    }

    void idle() throws Exception {
        Until.isTrue("no turn runs", () -> this.has("editoragent.send"));
    }

    private void wait(String what, Callable<Boolean> condition) throws Exception {
        try {
            Until.isTrue(what, condition);
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + "\nIt shows:\n" + this.texts() + "\nLog: " + String.join("\n", this.agent.log()), e);
        }
    }

    /** Every text in sight of the component tree, one a line. */
    String texts() throws Exception {
        return Until.onEdt(() -> {
            StringBuilder texts = new StringBuilder();
            collect(this.panel, texts);
            return texts.toString();
        });
    }

    /** Every component of this name that is showing, in order. */
    List<Component> all(String name) throws Exception {
        return Until.onEdt(() -> {
            List<Component> found = new ArrayList<>();
            gather(this.panel, name::equals, found);
            return found;
        });
    }

    /** Every component whose name begins so and that is showing. On the event dispatch thread. */
    List<Component> startingWith(String prefix) {
        List<Component> found = new ArrayList<>();
        gather(this.panel, name -> name.startsWith(prefix), found);
        return found;
    }

    Component find(String name) {
        List<Component> found = new ArrayList<>();
        gather(this.panel, name::equals, found);
        return found.isEmpty() ? null : found.get(0);
    }

    /** The names of what completion offers. */
    List<String> choices() throws Exception {
        return Until.onEdt(() -> {
            List<String> labels = new ArrayList<>();
            if (this.find("editoragent.choices") instanceof JList<?> list) {
                for (int i = 0; i < list.getModel().getSize(); i++) {
                    labels.add(list.getAccessibleContext().getAccessibleChild(i).getAccessibleContext().getAccessibleName());
                }
            }

            return labels;
        });
    }

    void theme(boolean isDark) throws Exception {
        Until.onEdt(() -> {
            TestTheme.use(isDark);
            SwingUtilities.updateComponentTreeUI(this.frame);
            this.frame.validate();
            return null;
        });
    }

    void size(int width, int height) throws Exception {
        Until.onEdt(() -> {
            this.frame.setSize(width, height);
            this.frame.validate();
            return null;
        });
    }

    /** What is on the screen, once everything that is due is drawn. */
    void picture(String name) throws Exception {
        for (int pass = 0; pass < 8; pass++) {
            // Each pass of layout may ask for another. The screen itself is not waited for: drawn is what Swing knows.
            Until.onEdt(() -> null);
        }

        BufferedImage image = Until.onEdt(() -> {
            BufferedImage drawn = new BufferedImage(this.panel.getWidth(), this.panel.getHeight(), BufferedImage.TYPE_INT_RGB);
            this.panel.printAll(drawn.createGraphics());
            return drawn;
        });
        File file = new File(System.getProperty("editoragent.pictures"), name + ".png");
        ImageIO.write(image, "png", file);
    }

    @Override
    public void close() throws Exception {
        long pid = this.agent.pid();
        Until.onEdt(() -> {
            this.panel.dispose();
            this.frame.dispose();
            return null;
        });
        this.agent.close();
        if (pid != 0 && ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)) {
            throw new AssertionError("The sidecar " + pid + " is left behind.");
        }
    }

    private static void collect(Component component, StringBuilder texts) {
        if (!component.isVisible()) {
            return;
        }

        if (component instanceof JTextComponent text) {
            texts.append(text.getText()).append('\n');
        } else if (component instanceof JLabel label) {
            texts.append(label.getText()).append('\n');
        } else if (component instanceof AbstractButton button) {
            texts.append(button.getText()).append('\n');
        }

        if (component instanceof Container container) {
            for (Component child : container.getComponents()) {
                collect(child, texts);
            }
        }
    }

    private static void gather(Component component, Predicate<String> name, List<Component> found) {
        if (component.getName() != null && name.test(component.getName()) && component.isShowing()) {
            found.add(component);
        }

        if (component instanceof Container container) {
            for (Component child : container.getComponents()) {
                gather(child, name, found);
            }
        }
    }

    /** Where a component stands on the panel. */
    Rectangle placeOf(Component component) {
        return SwingUtilities.convertRectangle(component.getParent(), component.getBounds(), this.panel);
    }
}
