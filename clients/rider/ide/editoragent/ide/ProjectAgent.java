package editoragent.ide;

import com.intellij.openapi.Disposable;
import com.intellij.openapi.project.Project;
import editoragent.core.Agent;
import editoragent.core.Attachment;
import editoragent.core.CodeActionRequest;
import editoragent.core.EditorHost;
import editoragent.core.ui.AgentPanel;
import java.nio.file.Path;
import java.util.Optional;

/** The agent of one project: made when it is first asked for, ended with the project. */
public final class ProjectAgent implements Disposable {
    private final Project project;
    private EditorHost host;
    private AgentPanel shown;
    private Agent agent;
    private boolean isDisposed;

    public ProjectAgent(Project project) {
        this.project = project;
    }

    static ProjectAgent of(Project project) {
        return Services.ofProject(project, ProjectAgent.class);
    }

    /** Empty for a project without a directory of its own, such as the one behind the welcome screen, and once the project is closed. */
    public synchronized Optional<Agent> agent() {
        if (this.agent == null && !this.isDisposed && this.project.getBasePath() != null) {
            this.host = new IdeHost(this.project, Path.of(this.project.getBasePath()));
            this.agent = new Agent(this.host, () -> AgentSettings.instance().command());
            this.agent.addListener(new StatusText(this.project));
        }

        return Optional.ofNullable(this.agent);
    }

    /** The chat, for a place in the IDE's window. */
    public Optional<AgentPanel> panel() {
        return this.agent().map(existing -> {
            this.shown = new AgentPanel(existing, this.host);
            return this.shown;
        });
    }

    /** Puts something beside the message that the user is writing. On the event dispatch thread. */
    public void attach(Attachment attachment) {
        AgentToolWindowFactory.show(this.project, () -> Optional.ofNullable(this.shown).ifPresent(panel -> panel.attach(attachment)));
    }

    /** Runs a turn about a place in a file. What becomes of it is in the chat, also that there is none. */
    public void run(CodeActionRequest request) {
        this.agent().ifPresent(existing -> existing.codeAction(request));
    }

    @Override
    public void dispose() {
        Agent last;
        synchronized (this) {
            this.isDisposed = true;
            last = this.agent;
            this.agent = null;
        }

        if (last != null) {
            last.close();
        }
    }
}
