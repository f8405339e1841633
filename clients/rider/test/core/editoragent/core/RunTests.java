package editoragent.core;

import java.util.ArrayList;
import java.util.List;
import org.junit.runner.Description;
import org.junit.runner.JUnitCore;
import org.junit.runner.Request;
import org.junit.runner.Result;
import org.junit.runner.manipulation.Filter;
import org.junit.runner.notification.Failure;
import org.junit.runner.notification.RunListener;

/** Runs the test classes that it is given and says how many passed. */
public final class RunTests {
    private RunTests() {
    }

    public static void main(String[] names) throws ClassNotFoundException {
        List<Class<?>> classes = new ArrayList<>();
        for (String name : names) {
            classes.add(Class.forName(name));
        }

        JUnitCore core = new JUnitCore();
        core.addListener(new RunListener() {
            private long startedAt;

            @Override
            public void testStarted(Description test) {
                this.startedAt = System.nanoTime();
            }

            @Override
            public void testFinished(Description test) {
                System.out.printf("  %5d ms  %s.%s%n", (System.nanoTime() - this.startedAt) / 1_000_000, test.getTestClass().getSimpleName(), test.getMethodName());
            }

            @Override
            public void testFailure(Failure failure) {
                System.out.println("FAILED " + failure.getTestHeader() + "\n" + failure.getTrimmedTrace());
            }
        });
        String only = System.getProperty("editoragent.only", "");
        Request request = Request.classes(classes.toArray(Class<?>[]::new)).filterWith(new Filter() {
            @Override
            public boolean shouldRun(Description test) {
                return test.isSuite() || test.getMethodName().startsWith(only);
            }

            @Override
            public String describe() {
                return "methods that begin with \"" + only + "\"";
            }
        });
        Result result = core.run(request);
        System.out.println(result.getRunCount() - result.getFailureCount() + " passed, " + result.getFailureCount() + " failed");
        System.exit(result.wasSuccessful() && result.getRunCount() > 0 ? 0 : 1);
    }
}
