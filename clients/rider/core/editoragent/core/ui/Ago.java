package editoragent.core.ui;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/** How long ago a time was, in words; empty where it is none. */
final class Ago {
    private Ago() {
    }

    static String of(String iso) {
        try {
            Instant then = Instant.parse(iso);
            long minutes = Duration.between(then, Instant.now()).toMinutes();
            if (minutes < 1) {
                return "just now";
            }

            if (minutes < 60) {
                return minutes + " min ago";
            }

            LocalDate day = LocalDate.ofInstant(then, ZoneId.systemDefault());
            return minutes < 24 * 60 ? minutes / 60 + (minutes < 120 ? " hour ago" : " hours ago") : day.format(DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH));
        } catch (DateTimeParseException e) {
            return "";
        }
    }
}
