package editoragent.core.ui;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.Optional;
import org.junit.Test;

public final class TokenTest {
    @Test
    public void at_behindABlankOrABracket_isAMentionUpToTheCaret() {
        assertEquals(Optional.of(new Token('@', "no", 8, 11)), Token.at("look at @notes", 11));
        assertEquals(Optional.of(new Token('@', "", 0, 1)), Token.at("@", 1));
        assertEquals(Optional.of(new Token('@', "src/a.cs", 1, 10)), Token.at("(@src/a.cs)", 10));
        assertEquals(Optional.of(new Token('@', "b", 4, 6)), Token.at("a\n\n @b", 6));
    }

    @Test
    public void at_inAWordOrBehindABlank_isNone() {
        assertEquals(Optional.empty(), Token.at("me@example", 10));
        assertEquals(Optional.empty(), Token.at("@notes and", 10));
        assertEquals(Optional.empty(), Token.at("@notes", 0));
        assertEquals(Optional.empty(), Token.at("@" + "a".repeat(201), 202));
    }

    @Test
    public void at_theBeginningOnly_isACommand() {
        assertEquals(Optional.of(new Token('/', "com", 0, 4)), Token.at("/compact", 4));
        assertEquals(Optional.empty(), Token.at("/compact now", 12));
        assertEquals(Optional.empty(), Token.at("see /compact", 12));
    }

    @Test
    public void isSame_whileItIsTypedOn() {
        assertTrue(new Token('@', "a", 3, 5).isSame(new Token('@', "ab", 3, 6)));
        assertFalse(new Token('@', "a", 3, 5).isSame(new Token('@', "a", 8, 10)));
    }
}
