package editoragent.core.ui;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;

/** Finds names by letters in their order. */
final class Fuzzy {
    private record Scored<T>(T item, double points) {
    }

    private Fuzzy() {
    }

    /** Those that match, best first; all in their order where nothing is asked for. */
    static <T> List<T> best(String query, List<T> items, Function<T, String> textOf) {
        if (query.isEmpty()) {
            return items;
        }

        return items.stream().flatMap(item -> score(query, textOf.apply(item)).stream().mapToObj(points -> new Scored<>(item, points)))
                .sorted(Comparator.comparingDouble((Scored<T> one) -> one.points()).reversed()).map(Scored::item).toList();
    }

    /** Higher is better: as a whole and early before letters that follow each other or begin a word; of equal ones the shorter. */
    static OptionalDouble score(String query, String text) {
        String needle = query.toLowerCase(Locale.ROOT);
        String hay = text.toLowerCase(Locale.ROOT);
        double length = hay.length() / 100.0;
        int whole = hay.indexOf(needle);
        if (whole >= 0) {
            return OptionalDouble.of(1_000 - whole - length);
        }

        int at = -1;
        int points = 0;
        for (char letter : needle.toCharArray()) {
            int next = hay.indexOf(letter, at + 1);
            if (next < 0) {
                return OptionalDouble.empty();
            }

            points += next == at + 1 ? 5 : next > 0 && !Character.isLetterOrDigit(hay.charAt(next - 1)) ? 3 : 0;
            at = next;
        }

        return OptionalDouble.of(points - length);
    }
}
