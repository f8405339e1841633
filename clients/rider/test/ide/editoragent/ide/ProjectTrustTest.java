package editoragent.ide;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.intellij.openapi.project.Project;
import java.util.Optional;
import org.junit.After;
import org.junit.Test;

public final class ProjectTrustTest {
    private final Ide ide = new Ide();

    @After
    public void close() {
        this.ide.close();
    }

    @Test
    public void isTrusted_whereThePlatformKnowsNoTrust_isTrue() {
        assertTrue(ProjectTrust.isTrusted(this.ide.project));
        assertTrue(new IdeHost(this.ide.project, this.ide.workspace).isTrusted());
    }

    @Test
    public void knows_isWhatThePlatformSays_andNoWhereItFails() {
        assertTrue(asked("yes").orElseThrow().knows(this.ide.project));
        assertFalse(asked("no").orElseThrow().knows(this.ide.project));
        assertFalse(asked("fails").orElseThrow().knows(this.ide.project));
        assertFalse(asked("ofAnObject").orElseThrow().knows(this.ide.project));
        assertEquals(Optional.empty(), asked("absent"));
        assertEquals(Optional.empty(), ProjectTrust.of("com.intellij.Absent", "yes"));
    }

    private static Optional<ProjectTrust> asked(String method) {
        return ProjectTrust.of(Platform.class.getName(), method);
    }

    /** A newer platform's way to say it. */
    public static final class Platform {
        public static boolean yes(Project project) {
            return true;
        }

        public static boolean no(Project project) {
            return false;
        }

        public static boolean fails(Project project) {
            throw new IllegalStateException();
        }

        public boolean ofAnObject(Project project) {
            return true;
        }
    }
}
