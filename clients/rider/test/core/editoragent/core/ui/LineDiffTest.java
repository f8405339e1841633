package editoragent.core.ui;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.Test;

public final class LineDiffTest {
    private static String drawn(String before, String after) {
        return LineDiff.of(before, after).folded().stream().map(line -> switch (line.kind()) {
            case SAME -> " ";
            case ADDED -> "+";
            case REMOVED -> "-";
            case FOLD -> "~";
        } + line.text()).collect(Collectors.joining("|"));
    }

    @Test
    public void of_whenLinesChange_showsThemBetweenTheirNeighbours() {
        assertEquals(" a|-b|+B| c|+d", drawn("a\nb\nc\n", "a\nB\nc\nd\n"));
        assertEquals("+a|+b", drawn("", "a\nb\n"));
        assertEquals("-a", drawn("a\n", ""));
    }

    @Test
    public void folded_whenMuchIsTheSame_foldsAllButThreeLinesAround() {
        String before = "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n";
        assertEquals("~7 unchanged lines| 8| 9| 10|+11", drawn(before, before + "11\n"));
    }

    @Test
    public void of_anyTwoTexts_givesEachSideBackWhole() {
        Random random = new Random(20_260_101);
        for (int round = 0; round < 300; round++) {
            String before = text(random);
            String after = text(random);
            LineDiff diff = LineDiff.of(before, after);
            List<String> olds = new ArrayList<>();
            List<String> news = new ArrayList<>();
            for (LineDiff.Line line : all(diff)) {
                if (line.kind() != LineDiff.Kind.ADDED) {
                    olds.add(line.text());
                    assertEquals(olds.size(), line.oldLine());
                }

                if (line.kind() != LineDiff.Kind.REMOVED) {
                    news.add(line.text());
                    assertEquals(news.size(), line.newLine());
                }
            }

            assertEquals(before.lines().toList(), olds);
            assertEquals(after.lines().toList(), news);
        }
    }

    @Test
    public void of_whenNothingIsAlike_givesUpQuicklyAndReplaces() {
        String before = "a\n".repeat(20_000);
        String after = "b\n".repeat(20_000);
        LineDiff diff = LineDiff.of(before, after);
        assertEquals(20_000, diff.added());
        assertTrue(diff.removed() == 20_000);
    }

    /** Short texts fold nothing. */
    private static List<LineDiff.Line> all(LineDiff diff) {
        List<LineDiff.Line> lines = diff.folded();
        assertTrue(lines.stream().noneMatch(line -> line.kind() == LineDiff.Kind.FOLD));
        return lines;
    }

    private static String text(Random random) {
        return random.ints(random.nextInt(7), 0, 3).mapToObj(i -> "abc".charAt(i) + "\n").collect(Collectors.joining());
    }
}
