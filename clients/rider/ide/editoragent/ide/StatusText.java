package editoragent.ide;

import com.intellij.openapi.application.ApplicationManager;
import com.intellij.openapi.project.Project;
import com.intellij.openapi.wm.StatusBar;
import editoragent.core.AgentListener;
import editoragent.core.AgentState;

/** Says in the status bar what the agent is doing, for whoever has the panel hidden. */
final class StatusText implements AgentListener {
    private final Project project;

    StatusText(Project project) {
        this.project = project;
    }

    @Override
    public void stateChanged(AgentState state, String detail) {
        String text = textOf(state);
        this.show(detail.isEmpty() ? text : text + ": " + detail);
    }

    @Override
    public void turnChanged(boolean isRunning) {
        this.show(isRunning ? "EditorAgent is working" : "EditorAgent is done");
    }

    static String textOf(AgentState state) {
        switch (state) {
            case STARTING:
                return "EditorAgent is starting";
            case READY:
                return "EditorAgent is ready";
            case RESTRICTED:
                return "EditorAgent only reads: this project is not trusted";
            case LOST:
                return "EditorAgent ended and is started again";
            case FAILED:
                return "EditorAgent could not be started";
            default:
                return "EditorAgent has ended";
        }
    }

    private void show(String text) {
        ApplicationManager.getApplication().invokeLater(() -> {
            if (!this.project.isDisposed()) {
                StatusBar.Info.set(text, this.project);
            }
        });
    }
}
