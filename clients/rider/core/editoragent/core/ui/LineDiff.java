package editoragent.core.ui;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Two texts compared line by line. */
final class LineDiff {
    enum Kind { SAME, ADDED, REMOVED, FOLD }

    /**
     * @param oldLine counts from 1; 0 where the line is not on that side
     * @param text of a fold, what it stands for
     */
    record Line(Kind kind, int oldLine, int newLine, String text) {
    }

    private static final int CONTEXT = 3;
    /** Lines times edits that are compared before the middle is shown as replaced; some 20 ms. */
    private static final long MOST_WORK = 2_000_000;

    private final List<Line> lines;

    private LineDiff(List<Line> lines) {
        this.lines = lines;
    }

    static LineDiff of(String oldText, String newText) {
        return new LineDiff(compare(linesOf(oldText), linesOf(newText)));
    }

    int added() {
        return (int) this.lines.stream().filter(line -> line.kind() == Kind.ADDED).count();
    }

    int removed() {
        return (int) this.lines.stream().filter(line -> line.kind() == Kind.REMOVED).count();
    }

    /** What did not change is folded, but for three lines around each change. */
    List<Line> folded() {
        List<Line> shown = new ArrayList<>();
        int i = 0;
        while (i < this.lines.size()) {
            int end = i;
            while (end < this.lines.size() && this.lines.get(end).kind() == Kind.SAME) {
                end++;
            }

            int lead = i == 0 ? 0 : CONTEXT;
            int trail = end == this.lines.size() ? 0 : CONTEXT;
            int hidden = end - i - lead - trail;
            // A fold of one or two lines would hide less than it takes.
            if (hidden > 2) {
                shown.addAll(this.lines.subList(i, i + lead));
                shown.add(new Line(Kind.FOLD, 0, 0, hidden + " unchanged lines"));
                shown.addAll(this.lines.subList(end - trail, end));
            } else {
                shown.addAll(this.lines.subList(i, end));
            }

            while (end < this.lines.size() && this.lines.get(end).kind() != Kind.SAME) {
                shown.add(this.lines.get(end++));
            }

            i = end;
        }

        return shown;
    }

    private static List<String> linesOf(String text) {
        if (text.isEmpty()) {
            return List.of();
        }

        List<String> lines = Arrays.asList(text.split("\r\n|\n|\r", -1));
        return lines.get(lines.size() - 1).isEmpty() ? lines.subList(0, lines.size() - 1) : lines;
    }

    private static List<Line> compare(List<String> before, List<String> after) {
        int head = 0;
        while (head < before.size() && head < after.size() && before.get(head).equals(after.get(head))) {
            head++;
        }

        int tail = 0;
        while (tail < before.size() - head && tail < after.size() - head
                && before.get(before.size() - 1 - tail).equals(after.get(after.size() - 1 - tail))) {
            tail++;
        }

        List<Line> lines = new ArrayList<>();
        Writer writer = new Writer(before, after, lines);
        writer.same(head);
        for (int[] pair : common(before.subList(head, before.size() - tail), after.subList(head, after.size() - tail))) {
            writer.changedUpTo(pair[0] + head, pair[1] + head);
            writer.same(1);
        }

        writer.changedUpTo(before.size() - tail, after.size() - tail);
        writer.same(tail);
        return lines;
    }

    /** Pairs of places that hold the same line: the shortest edit, found edit by edit. Empty where that takes too long. */
    private static List<int[]> common(List<String> before, List<String> after) {
        int n = before.size();
        int m = after.size();
        List<int[]> reached = new ArrayList<>();
        int[] reach = new int[3];
        for (int edits = 0; edits <= n + m; edits++) {
            if ((long) edits * edits > MOST_WORK) {
                return List.of();
            }

            int[] next = new int[2 * edits + 3];
            for (int k = -edits; k <= edits; k += 2) {
                int x = edits == 0 ? 0 : startOf(reach, edits, k);
                while (x < n && x - k < m && before.get(x).equals(after.get(x - k))) {
                    x++;
                }

                next[k + edits + 1] = x;
                if (x >= n && x - k >= m) {
                    return walkBack(reached, n, m);
                }
            }

            reached.add(next);
            reach = next;
        }

        return List.of();
    }

    /** Where the walk on diagonal k begins with its last edit. */
    private static int startOf(int[] reach, int edits, int k) {
        return isDown(reach, edits, k) ? at(reach, edits - 1, k + 1) : at(reach, edits - 1, k - 1) + 1;
    }

    /** Whether the edit comes down from the diagonal above; else right from the one below. */
    private static boolean isDown(int[] reach, int edits, int k) {
        return k == -edits || (k != edits && at(reach, edits - 1, k - 1) + 1 <= at(reach, edits - 1, k + 1));
    }

    private static int at(int[] reach, int edits, int k) {
        return k < -edits || k > edits ? -1 : reach[k + edits + 1];
    }

    private static List<int[]> walkBack(List<int[]> reached, int n, int m) {
        List<int[]> pairs = new ArrayList<>();
        int x = n;
        int y = m;
        for (int edits = reached.size(); edits >= 0; edits--) {
            int k = x - y;
            int start = edits == 0 ? 0 : startOf(reached.get(edits - 1), edits, k);
            while (x > start && y > 0) {
                pairs.add(new int[] {--x, --y});
            }

            if (edits > 0) {
                boolean isDown = isDown(reached.get(edits - 1), edits, k);
                x = isDown ? x : x - 1;
                y = isDown ? y - 1 : y;
            }
        }

        Collections.reverse(pairs);
        return pairs;
    }

    private static final class Writer {
        private final List<String> before;
        private final List<String> after;
        private final List<Line> lines;
        private int i;
        private int j;

        private Writer(List<String> before, List<String> after, List<Line> lines) {
            this.before = before;
            this.after = after;
            this.lines = lines;
        }

        void same(int count) {
            for (int c = 0; c < count; c++) {
                this.lines.add(new Line(Kind.SAME, this.i + 1, this.j + 1, this.after.get(this.j)));
                this.i++;
                this.j++;
            }
        }

        void changedUpTo(int oldEnd, int newEnd) {
            for (; this.i < oldEnd; this.i++) {
                this.lines.add(new Line(Kind.REMOVED, this.i + 1, 0, this.before.get(this.i)));
            }

            for (; this.j < newEnd; this.j++) {
                this.lines.add(new Line(Kind.ADDED, 0, this.j + 1, this.after.get(this.j)));
            }
        }
    }
}
