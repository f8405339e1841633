package editoragent.ide;

import com.intellij.openapi.options.ConfigurationException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/** Variables as the user writes them: NAME=value, one a line. */
final class EnvironmentText {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern SECRET = Pattern.compile(".*(KEY|TOKEN|SECRET|PASSWORD|PASSWD|CREDENTIAL).*", Pattern.CASE_INSENSITIVE);

    private EnvironmentText() {
    }

    static String of(Map<String, String> variables) {
        StringJoiner lines = new StringJoiner("\n");
        variables.forEach((name, value) -> lines.add(name + "=" + value));
        return lines.toString();
    }

    /** Refuses what looks like a key, as it would be stored in plain text. */
    static Map<String, String> parse(String text) throws ConfigurationException {
        Map<String, String> variables = new LinkedHashMap<>();
        for (String line : text.split("\\R")) {
            if (line.trim().isEmpty()) {
                continue;
            }

            int equals = line.indexOf('=');
            String name = equals < 0 ? "" : line.substring(0, equals).trim();
            if (!NAME.matcher(name).matches()) {
                throw new ConfigurationException("\"" + (equals < 0 ? line.trim() : name) + "\" is not of the form NAME=value. Nothing was saved.");
            }

            if (SECRET.matcher(name).matches()) {
                throw new ConfigurationException(name + " looks like a key, and these settings are stored in plain text. Nothing was saved. "
                        + "A key goes into the environment that the IDE is started with, or into ~/.editoragent/config.toml.");
            }

            if (variables.put(name, line.substring(equals + 1).trim()) != null) {
                throw new ConfigurationException(name + " is set twice. Nothing was saved.");
            }
        }

        return variables;
    }
}
