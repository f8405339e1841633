package editoragent.ide;

import com.intellij.openapi.project.Project;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Optional;

/**
 * Whether the user has trusted a project in the IDE. Newer platforms ask that when a project is opened, the one that this is compiled against does
 * not; where there is nobody to ask, the agent's own questions about trust are all there is.
 */
final class ProjectTrust {
    private static final Optional<ProjectTrust> PLATFORM =
            of("com.intellij.ide.trustedProjects.TrustedProjects", "isProjectTrusted").or(() -> of("com.intellij.ide.impl.TrustedProjects", "isTrusted"));

    private final Method asked;

    private ProjectTrust(Method asked) {
        this.asked = asked;
    }

    static boolean isTrusted(Project project) {
        return PLATFORM.map(trust -> trust.knows(project)).orElse(true);
    }

    /** Empty where the platform has no such class or method. */
    static Optional<ProjectTrust> of(String type, String method) {
        try {
            return Optional.of(new ProjectTrust(Class.forName(type, true, ProjectTrust.class.getClassLoader()).getMethod(method, Project.class)));
        } catch (ReflectiveOperationException | LinkageError e) {
            return Optional.empty();
        }
    }

    /** One that does not answer has not said yes. */
    boolean knows(Project project) {
        try {
            return Boolean.TRUE.equals(this.asked.invoke(null, project));
        } catch (IllegalAccessException | InvocationTargetException | RuntimeException e) {
            return false;
        }
    }
}
