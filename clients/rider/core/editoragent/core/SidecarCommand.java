package editoragent.core;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How the sidecar is started.
 *
 * @param executable absolute, as an editor that was started from the desktop has not the PATH of a shell
 * @param environment the whole environment of the process
 */
public record SidecarCommand(Path executable, List<String> arguments, Map<String, String> environment) {
    /** Names the executable where no setting does. */
    public static final String VARIABLE = "EDITORAGENT_SERVER";

    public SidecarCommand {
        if (!executable.isAbsolute()) {
            throw new IllegalArgumentException("The path of editor-agent must be absolute, not \"" + executable + "\".");
        }

        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
    }

    /**
     * Finds the executable: the user's setting before the variable EDITORAGENT_SERVER before PATH before the folder of .NET tools. A place that
     * was named and holds nothing is told, not skipped.
     *
     * @throws SidecarNotFoundException with one line that says what was looked for
     */
    public static SidecarCommand locate(Optional<String> configured, Map<String, String> environment) {
        Optional<String> setting = configured.map(String::trim).filter(path -> !path.isEmpty());
        if (setting.isPresent()) {
            return of(named("The setting \"Path of editor-agent\"", setting.get()), environment);
        }

        String variable = environment.getOrDefault(VARIABLE, "").trim();
        if (!variable.isEmpty()) {
            return of(named("The variable " + VARIABLE, variable), environment);
        }

        return of(searched(environment), environment);
    }

    private static SidecarCommand of(Path executable, Map<String, String> environment) {
        return new SidecarCommand(executable, List.of("acp"), environment);
    }

    private static Path named(String what, String text) {
        Path path = parsed(text);
        if (path == null || !path.isAbsolute()) {
            throw new SidecarNotFoundException(what + " must be an absolute path, not \"" + text + "\". Nothing was started.");
        }

        if (!Files.isExecutable(path) || Files.isDirectory(path)) {
            throw new SidecarNotFoundException(what + " names " + path + ", and that is no file that can be started. Nothing was started.");
        }

        return path;
    }

    private static Path searched(Map<String, String> environment) {
        String name = isWindows() ? "editor-agent.exe" : "editor-agent";
        for (Path folder : folders(environment)) {
            Path file = folder.resolve(name);
            if (Files.isExecutable(file) && !Files.isDirectory(file)) {
                return file;
            }
        }

        throw new SidecarNotFoundException("editor-agent was not found: no setting and no variable " + VARIABLE + " names it, and " + name
                + " is neither on PATH nor in ~/.dotnet/tools. Install it, or name it in the settings.");
    }

    /** Only absolute ones: a workspace that happens to be the working directory never names a program. */
    private static List<Path> folders(Map<String, String> environment) {
        List<Path> folders = new ArrayList<>();
        for (String entry : variable(environment, "PATH").split(File.pathSeparator)) {
            Path folder = parsed(entry);
            if (folder != null && folder.isAbsolute()) {
                folders.add(folder);
            }
        }

        Path home = parsed(variable(environment, isWindows() ? "USERPROFILE" : "HOME"));
        if (home != null && home.isAbsolute()) {
            folders.add(home.resolve(".dotnet").resolve("tools"));
        }

        return folders;
    }

    /** Names of variables have no case on Windows. */
    private static String variable(Map<String, String> environment, String name) {
        for (Map.Entry<String, String> entry : environment.entrySet()) {
            if (isWindows() ? entry.getKey().equalsIgnoreCase(name) : entry.getKey().equals(name)) {
                return entry.getValue();
            }
        }

        return "";
    }

    private static Path parsed(String text) {
        try {
            return text.isEmpty() ? null : Path.of(text);
        } catch (InvalidPathException e) {
            return null;
        }
    }

    private static boolean isWindows() {
        return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
    }
}
