package editoragent.ide;

import com.intellij.openapi.application.ApplicationManager;
import com.intellij.openapi.components.ComponentManager;
import com.intellij.openapi.components.ServiceManager;
import com.intellij.openapi.project.Project;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/**
 * Services of the platform and of this plugin. Newer platforms have {@code ComponentManager.getService} and will drop {@code ServiceManager}; the
 * one that this is compiled against has only the latter.
 */
final class Services {
    private static final Method LOOKUP = lookup();

    private Services() {
    }

    static <T> T ofApplication(Class<T> type) {
        return LOOKUP == null ? ServiceManager.getService(type) : ask(ApplicationManager.getApplication(), type);
    }

    static <T> T ofProject(Project project, Class<T> type) {
        return LOOKUP == null ? ServiceManager.getService(project, type) : ask(project, type);
    }

    private static <T> T ask(ComponentManager owner, Class<T> type) {
        try {
            return type.cast(LOOKUP.invoke(owner, type));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException) {
                throw (RuntimeException) e.getCause();
            }

            throw new IllegalStateException(e.getCause());
        }
    }

    private static Method lookup() {
        try {
            return ComponentManager.class.getMethod("getService", Class.class);
        } catch (NoSuchMethodException e) {
            return null;
        }
    }
}
