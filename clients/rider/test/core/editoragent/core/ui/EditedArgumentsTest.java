package editoragent.core.ui;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.Test;

public final class EditedArgumentsTest {
    private final EditedArguments edited = new EditedArguments(
            Optional.of(JsonParser.parseString("{\"command\":\"ls\",\"count\":3,\"secret\":null,\"kept\":\"x\"}")), List.of("command", "count", "absent"));

    @Test
    public void value_whenNothingIsTyped_isWhatWasGiven() {
        assertEquals(Map.of("command", "ls", "count", "3"), this.edited.texts());
        assertFalse(this.edited.isChanged());
        this.edited.type("command", "ls -l");
        this.edited.type("command", "ls");
        assertFalse("typed back", this.edited.isChanged());
    }

    @Test
    public void value_whenChanged_isWholeWithTheRestAsItWas() {
        this.edited.type("command", "42");
        this.edited.type("count", "[1, 2]");

        assertTrue(this.edited.isChanged());
        assertEquals("a string stays one", JsonParser.parseString("{\"command\":\"42\",\"count\":[1,2],\"secret\":null,\"kept\":\"x\"}"), this.edited.value().orElseThrow());
    }

    @Test
    public void value_whenSomethingIsNoJson_isNone() {
        for (String wrong : List.of("", "many", "[1,", "1 2", "{a:1}", "'x'")) {
            this.edited.type("count", wrong);
            assertEquals(wrong, Optional.empty(), this.edited.value());
            assertTrue(wrong, this.edited.errorOf("count").isPresent());
            assertEquals(Optional.empty(), this.edited.errorOf("command"));
        }
    }

    @Test
    public void texts_ofACallWithoutAnObject_areNone() {
        assertEquals(Map.of(), new EditedArguments(Optional.empty(), List.of("command")).texts());
        assertEquals(Map.of(), new EditedArguments(Optional.<JsonElement>of(JsonParser.parseString("[1]")), List.of("command")).texts());
    }
}
