package editoragent.ide;

import com.intellij.openapi.components.PersistentStateComponent;
import com.intellij.openapi.components.RoamingType;
import com.intellij.openapi.components.State;
import com.intellij.openapi.components.Storage;
import com.intellij.util.EnvironmentUtil;
import editoragent.core.SidecarCommand;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the user sets for all projects. There is none for a single project: a repository must not be able to name the program that is started.
 * Not carried to other machines, where the path means nothing.
 */
@State(name = "EditorAgent", storages = @Storage(value = "editoragent.xml", roamingType = RoamingType.DISABLED))
public final class AgentSettings implements PersistentStateComponent<AgentSettings.Values> {
    /** As it is stored: in plain text, therefore without keys. */
    public static final class Values {
        /** Absolute; empty where the executable is looked for. */
        public String executable = "";

        /** On top of the IDE's own environment. */
        public Map<String, String> environment = new LinkedHashMap<>();
    }

    private volatile Values values = new Values();

    public static AgentSettings instance() {
        return Services.ofApplication(AgentSettings.class);
    }

    @Override
    public Values getState() {
        return this.values;
    }

    @Override
    public void loadState(Values state) {
        this.values = state;
    }

    public String executable() {
        return this.values.executable;
    }

    public Map<String, String> environment() {
        return Map.copyOf(this.values.environment);
    }

    public void set(String executable, Map<String, String> environment) {
        Values changed = new Values();
        changed.executable = executable;
        changed.environment = new LinkedHashMap<>(environment);
        this.values = changed;
    }

    /** Read anew at each start of a sidecar. */
    SidecarCommand command() {
        Map<String, String> all = new LinkedHashMap<>(EnvironmentUtil.getEnvironmentMap());
        all.putAll(this.values.environment);
        return SidecarCommand.locate(Optional.of(this.values.executable), all);
    }
}
