package editoragent.ide;

import com.intellij.notification.Notification;
import com.intellij.notification.NotificationAction;
import com.intellij.notification.NotificationType;
import com.intellij.openapi.options.ShowSettingsUtil;
import com.intellij.openapi.project.Project;
import editoragent.core.Notice;

/** Notices as balloons. A question is only announced: it is answered in the panel, where all of it can be read. */
final class Notifier {
    /** As plugin.xml has it. */
    static final String GROUP = "EditorAgent";

    private Notifier() {
    }

    static Notification of(Project project, Notice notice) {
        Notification balloon = new Notification(GROUP, GROUP, escape(notice.text()), typeOf(notice.kind()));
        balloon.addAction(NotificationAction.createSimple("Show the chat", () -> AgentToolWindowFactory.show(project)));
        if (notice.kind() == Notice.Kind.ERROR) {
            balloon.addAction(NotificationAction.createSimple(
                    "Settings", () -> ShowSettingsUtil.getInstance().showSettingsDialog(project, AgentConfigurable.class)));
        }

        return balloon;
    }

    private static NotificationType typeOf(Notice.Kind kind) {
        switch (kind) {
            case ERROR:
                return NotificationType.ERROR;
            case INFORMATION:
                return NotificationType.INFORMATION;
            default:
                return NotificationType.WARNING;
        }
    }

    /** A balloon's text is HTML, and a notice may quote what a model or a program wrote. */
    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
