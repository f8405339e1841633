package editoragent.ide;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.intellij.openapi.options.ConfigurationException;
import com.intellij.util.xmlb.XmlSerializer;
import java.awt.Component;
import java.awt.Container;
import java.util.Map;
import javax.swing.JComponent;
import javax.swing.text.JTextComponent;
import org.jdom.Element;
import org.junit.After;
import org.junit.Test;

public final class AgentConfigurableTest {
    private final Ide ide = new Ide();
    private final AgentConfigurable page = new AgentConfigurable();
    private final JComponent panel = this.page.createComponent();

    @After
    public void close() {
        this.page.disposeUIResources();
        this.ide.close();
    }

    @Test
    public void apply_whenSomethingWasTyped_isInTheSettings() throws ConfigurationException {
        assertFalse(this.page.isModified());
        this.field("executable").setText("/opt/editor-agent ");
        this.field("environment").setText("EDITORAGENT_MODEL=small\nEDITORAGENT_BASE_URL=http://127.0.0.1:1/v1?a=b");
        assertTrue(this.page.isModified());

        this.page.apply();

        assertFalse(this.page.isModified());
        assertEquals("/opt/editor-agent", AgentSettings.instance().executable());
        assertEquals(Map.of("EDITORAGENT_MODEL", "small", "EDITORAGENT_BASE_URL", "http://127.0.0.1:1/v1?a=b"), AgentSettings.instance().environment());
    }

    @Test
    public void reset_whenSomethingWasTyped_showsTheSettingsAgain() {
        AgentSettings.instance().set("/opt/editor-agent", Map.of("A", "1"));
        this.field("executable").setText("/elsewhere");

        this.page.reset();

        assertEquals("/opt/editor-agent", this.field("executable").getText());
        assertEquals("A=1", this.field("environment").getText());
        assertFalse(this.page.isModified());
    }

    @Test
    public void apply_whenAVariableLooksLikeAKey_saysWhereItGoesAndSavesNothing() {
        this.field("environment").setText("EDITORAGENT_MODEL=small\nMOONSHOT_API_KEY=sk-not-a-real-key");

        ConfigurationException refusal = assertThrows(ConfigurationException.class, this.page::apply);

        assertTrue(refusal.getMessage(), refusal.getMessage().contains("config.toml"));
        assertFalse(refusal.getMessage(), refusal.getMessage().contains("sk-not-a-real-key"));
        assertEquals(Map.of(), AgentSettings.instance().environment());
    }

    @Test
    public void apply_whenTheTextCannotBeMeant_savesNothing() {
        for (String[] wrong : new String[][] {{"editor-agent", ""}, {"", "no equals sign"}, {"", "1A=b"}, {"", "A=1\nA=2"}}) {
            this.field("executable").setText(wrong[0]);
            this.field("environment").setText(wrong[1]);

            assertThrows(wrong[0] + wrong[1], ConfigurationException.class, this.page::apply);
        }

        assertEquals("", AgentSettings.instance().executable());
    }

    /** By the serializer that the platform stores states with. */
    @Test
    public void settings_whenStoredAndLoaded_areTheSame() {
        AgentSettings.instance().set("/opt/editor-agent", Map.of("A", "1"));
        Element stored = XmlSerializer.serialize(AgentSettings.instance().getState());
        AgentSettings later = new AgentSettings();

        later.loadState(XmlSerializer.deserialize(stored, AgentSettings.Values.class));

        assertEquals("/opt/editor-agent", later.executable());
        assertEquals(Map.of("A", "1"), later.environment());
    }

    private JTextComponent field(String name) {
        return find(this.panel, "editoragent.settings." + name);
    }

    private static JTextComponent find(Container inside, String name) {
        for (Component child : inside.getComponents()) {
            if (name.equals(child.getName())) {
                return (JTextComponent) child;
            }

            JTextComponent found = child instanceof Container ? find((Container) child, name) : null;
            if (found != null) {
                return found;
            }
        }

        return null;
    }
}
