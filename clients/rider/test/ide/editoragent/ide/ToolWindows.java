package editoragent.ide;

import com.intellij.openapi.Disposable;
import com.intellij.openapi.ui.MessageType;
import com.intellij.openapi.ui.popup.Balloon;
import com.intellij.openapi.wm.IdeFocusManager;
import com.intellij.openapi.wm.ToolWindow;
import com.intellij.openapi.wm.ToolWindowAnchor;
import com.intellij.openapi.wm.ToolWindowManager;
import com.intellij.ui.content.Content;
import com.intellij.ui.content.ContentFactory;
import com.intellij.ui.content.ContentManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.swing.Icon;
import javax.swing.JComponent;
import javax.swing.event.HyperlinkListener;

/** One tool window, ours: what was put into it, and how often it was brought to the front. */
final class ToolWindows extends ToolWindowManager {
    final List<JComponent> contents = new ArrayList<>();
    int activations;

    final ToolWindow window = StandIn.of(ToolWindow.class, (method, arguments) -> {
        switch (method) {
            case "getContentManager":
                return this.manager();
            case "activate":
                this.activations++;
                Optional.ofNullable((Runnable) arguments[0]).ifPresent(Runnable::run);
                return null;
            default:
                return StandIn.unknown(method);
        }
    });

    private ContentManager manager() {
        ContentFactory factory = StandIn.of(ContentFactory.class, (method, arguments) -> StandIn.of(Content.class, (asked, none) -> arguments[0]));
        return StandIn.of(ContentManager.class, (method, arguments) -> {
            switch (method) {
                case "getFactory":
                    return factory;
                case "addContent":
                    this.contents.add(((Content) arguments[0]).getComponent());
                    return null;
                default:
                    return StandIn.unknown(method);
            }
        });
    }

    @Override
    public ToolWindow getToolWindow(String id) {
        return AgentToolWindowFactory.ID.equals(id) ? this.window : null;
    }

    @Override
    public boolean canShowNotification(String toolWindowId) {
        return false;
    }

    @Override
    public ToolWindow registerToolWindow(String id, JComponent component, ToolWindowAnchor anchor) {
        throw new UnsupportedOperationException("registerToolWindow");
    }

    @Override
    public ToolWindow registerToolWindow(String id, JComponent component, ToolWindowAnchor anchor, Disposable parentDisposable) {
        throw new UnsupportedOperationException("registerToolWindow");
    }

    @Override
    public ToolWindow registerToolWindow(String id, JComponent component, ToolWindowAnchor anchor, Disposable parentDisposable, boolean canWorkInDumbMode) {
        throw new UnsupportedOperationException("registerToolWindow");
    }

    @Override
    public ToolWindow registerToolWindow(String id, JComponent component, ToolWindowAnchor anchor, Disposable parentDisposable, boolean canWorkInDumbMode, boolean canCloseContents) {
        throw new UnsupportedOperationException("registerToolWindow");
    }

    @Override
    public ToolWindow registerToolWindow(String id, boolean canCloseContent, ToolWindowAnchor anchor) {
        throw new UnsupportedOperationException("registerToolWindow");
    }

    @Override
    public ToolWindow registerToolWindow(String id, boolean canCloseContent, ToolWindowAnchor anchor, boolean secondary) {
        throw new UnsupportedOperationException("registerToolWindow");
    }

    @Override
    public ToolWindow registerToolWindow(String id, boolean canCloseContent, ToolWindowAnchor anchor, Disposable parentDisposable, boolean canWorkInDumbMode) {
        throw new UnsupportedOperationException("registerToolWindow");
    }

    @Override
    public ToolWindow registerToolWindow(String id, boolean canCloseContent, ToolWindowAnchor anchor, Disposable parentDisposable, boolean canWorkInDumbMode, boolean secondary) {
        throw new UnsupportedOperationException("registerToolWindow");
    }

    @Override
    public void unregisterToolWindow(String id) {
        StandIn.unknown("unregisterToolWindow");
    }

    @Override
    public void activateEditorComponent() {
        StandIn.unknown("activateEditorComponent");
    }

    @Override
    public boolean isEditorComponentActive() {
        throw new UnsupportedOperationException("isEditorComponentActive");
    }

    @Override
    public String[] getToolWindowIds() {
        throw new UnsupportedOperationException("getToolWindowIds");
    }

    @Override
    public String getActiveToolWindowId() {
        throw new UnsupportedOperationException("getActiveToolWindowId");
    }

    @Override
    public void invokeLater(Runnable runnable) {
        StandIn.unknown("invokeLater");
    }

    @Override
    public IdeFocusManager getFocusManager() {
        throw new UnsupportedOperationException("getFocusManager");
    }

    @Override
    public void notifyByBalloon(String toolWindowId, MessageType type, String htmlBody) {
        StandIn.unknown("notifyByBalloon");
    }

    @Override
    public void notifyByBalloon(String toolWindowId, MessageType type, String htmlBody, Icon icon, HyperlinkListener listener) {
        StandIn.unknown("notifyByBalloon");
    }

    @Override
    public Balloon getToolWindowBalloon(String id) {
        throw new UnsupportedOperationException("getToolWindowBalloon");
    }

    @Override
    public boolean isMaximized(ToolWindow wnd) {
        throw new UnsupportedOperationException("isMaximized");
    }

    @Override
    public void setMaximized(ToolWindow wnd, boolean maximized) {
        StandIn.unknown("setMaximized");
    }
}
