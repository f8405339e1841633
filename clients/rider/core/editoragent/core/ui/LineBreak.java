package editoragent.core.ui;

import java.awt.FontMetrics;
import java.util.ArrayList;
import java.util.List;

/** Breaks a text into lines of a width: at blanks, within a word where there is none. Nothing is left out. */
final class LineBreak {
    private LineBreak() {
    }

    static List<String> lines(String text, int width, FontMetrics metrics) {
        List<String> lines = new ArrayList<>();
        String rest = text;
        while (metrics.stringWidth(rest) > width && rest.length() > 1) {
            int fits = 1;
            while (fits < rest.length() && metrics.stringWidth(rest.substring(0, fits + 1)) <= width) {
                fits++;
            }

            int blank = rest.lastIndexOf(' ', fits);
            int end = blank > 0 ? blank : fits;
            lines.add(rest.substring(0, end));
            rest = rest.substring(blank > 0 ? end + 1 : end);
        }

        lines.add(rest);
        return lines;
    }
}
