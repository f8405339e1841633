import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Analyses the Java files of a folder against the platform's sources and counts the errors in them alone: those sources use Kotlin classes that
 * are not there, which is not our mistake. A file with one mistake is analysed with them; unless exactly that is reported too, nothing was checked.
 */
public final class TypeCheck {
    private static final String MISTAKE = "package editoragent.ide;\n"
            + "final class Mistake { static void of(com.intellij.openapi.wm.ToolWindow window) { window.noSuchMethod(); } }\n";

    private TypeCheck() {
    }

    /** FOLDER -- OPTIONS-OF-JAVAC. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]).toAbsolutePath();
        List<String> options = Arrays.asList(arguments).subList(2, arguments.length);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
        JavaFileObject mistake = new Text("Mistake.java", MISTAKE);
        int count;
        try (StandardJavaFileManager files = compiler.getStandardFileManager(said, null, null)) {
            List<Path> ours;
            try (Stream<Path> all = Files.walk(folder)) {
                ours = all.filter(file -> file.toString().endsWith(".java")).sorted().collect(Collectors.toList());
            }

            count = ours.size();
            List<JavaFileObject> units = new ArrayList<>();
            files.getJavaFileObjects(ours.toArray(Path[]::new)).forEach(units::add);
            units.add(mistake);
            ((JavacTask) compiler.getTask(null, files, said, options, null, units)).analyze();
        }

        List<Diagnostic<? extends JavaFileObject>> errors = said.getDiagnostics().stream()
                .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR).collect(Collectors.toList());
        List<Diagnostic<? extends JavaFileObject>> own = errors.stream()
                .filter(error -> error.getSource() == null || isIn(folder, error.getSource())).collect(Collectors.toList());
        long injected = errors.stream().filter(error -> error.getSource() == mistake).count();
        own.forEach(System.out::println);
        System.out.println("type check: " + count + " files, " + own.size() + " errors in them, " + (errors.size() - own.size() - injected)
                + " in the platform's sources ignored, the injected mistake " + (injected == 1 ? "was reported" : "was NOT reported"));
        System.exit(own.isEmpty() && injected == 1 ? 0 : 1);
    }

    private static boolean isIn(Path folder, JavaFileObject source) {
        return source.toUri().getScheme().equals("file") && Path.of(source.toUri()).startsWith(folder);
    }

    private static final class Text extends SimpleJavaFileObject {
        private final String text;

        Text(String name, String text) {
            super(URI.create("memory:///" + name), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return this.text;
        }
    }
}
