package editoragent.core.ui;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.function.Function;
import org.junit.Test;

public final class FuzzyTest {
    @Test
    public void best_wholeBeforeLetters_earlyBeforeLate_shortBeforeLong() {
        List<String> names = List.of("recall", "decode", "code", "compact-old-data", "code-review", "mcp");

        assertEquals(List.of("code", "code-review", "decode", "compact-old-data"), Fuzzy.best("COD", names, Function.identity()));
    }

    @Test
    public void best_withoutAQuery_isAllInTheirOrder() {
        assertEquals(List.of("b", "a"), Fuzzy.best("", List.of("b", "a"), Function.identity()));
    }

    @Test
    public void score_whenALetterIsMissingOrOutOfOrder_isNone() {
        assertTrue(Fuzzy.score("oc", "co").isEmpty());
        assertTrue(Fuzzy.score("x", "").isEmpty());
    }

    @Test
    public void score_beginningsOfWords_winOverLettersAnywhere() {
        assertEquals(List.of("x-review-all", "xxgrxxxaxxxx"), Fuzzy.best("ra", List.of("xxgrxxxaxxxx", "x-review-all"), Function.identity()));
    }
}
