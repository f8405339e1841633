import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.runner.Description;
import org.junit.runner.JUnitCore;
import org.junit.runner.Result;
import org.junit.runner.notification.Failure;
import org.junit.runner.notification.RunListener;

/** Runs every class whose name ends in Test under the folders of classes that are given, and prints the sum. */
public final class TestRun {
    private TestRun() {
    }

    public static void main(String[] folders) throws IOException, ClassNotFoundException {
        List<Class<?>> found = new ArrayList<>();
        for (String folder : folders) {
            found.addAll(testsIn(Path.of(folder)));
        }

        JUnitCore runner = new JUnitCore();
        int[] skipped = {0};
        runner.addListener(new RunListener() {
            @Override
            public void testAssumptionFailure(Failure failure) {
                skipped[0]++;
                System.out.println("skipped " + failure.getTestHeader() + ": " + failure.getMessage());
            }

            @Override
            public void testIgnored(Description description) {
                skipped[0]++;
                System.out.println("skipped " + description);
            }
        });
        Result result = runner.run(found.toArray(new Class<?>[0]));
        for (Failure failure : result.getFailures()) {
            System.out.println("FAILED " + failure.getTestHeader() + "\n" + failure.getTrimmedTrace());
        }

        int passed = result.getRunCount() - result.getFailureCount()
                - (int) Math.max(0, skipped[0] - result.getIgnoreCount());
        System.out.println(passed + " passed, " + result.getFailureCount() + " failed, " + skipped[0] + " skipped");
        System.exit(result.wasSuccessful() && passed > 0 ? 0 : 1);
    }

    private static List<Class<?>> testsIn(Path folder) throws IOException, ClassNotFoundException {
        List<String> names;
        try (Stream<Path> files = Files.walk(folder)) {
            names = files.map(file -> folder.relativize(file).toString()).filter(name -> name.endsWith("Test.class"))
                    .map(name -> name.substring(0, name.length() - ".class".length()).replace('/', '.')).sorted().collect(Collectors.toList());
        }

        List<Class<?>> tests = new ArrayList<>();
        for (String name : names) {
            tests.add(Class.forName(name));
        }

        return tests;
    }
}
