package editoragent.core;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import editoragent.core.acp.PermissionOption;
import editoragent.core.acp.PermissionRequest;
import editoragent.core.acp.SessionUpdate;
import editoragent.core.acp.ToolDetails;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.Test;

/** Which answers count. */
public final class QuestionsTest {
    private static final JsonObject CHANGED = JsonParser.parseString("{\"command\":\"other\"}").getAsJsonObject();

    private final Questions questions = new Questions();

    @Test
    public void take_whenArgumentsAreChanged_countsOnlyForOnce() {
        this.ask(List.of("command"), 0);

        assertTrue(this.questions.take(new Reply("q", "always", "", Optional.of(CHANGED))).isEmpty());
        assertTrue(this.questions.take(new Reply("q", "no", "", Optional.of(CHANGED))).isEmpty());
        assertTrue(this.questions.take(new Reply("q", "once", "", Optional.of(CHANGED))).isPresent());
        assertTrue("an answer counts once", this.questions.take(Reply.of("q", "once")).isEmpty());
    }

    @Test
    public void take_whenNothingMayBeChanged_refusesChangedArguments() {
        this.ask(List.of(), 0);

        assertTrue(this.questions.take(new Reply("q", "once", "", Optional.of(CHANGED))).isEmpty());
        assertTrue(this.questions.take(Reply.of("q", "always")).isPresent());
    }

    @Test
    public void take_ofAnotherQuestionOrOptionOrTooEarly_isNone() {
        this.ask(List.of(), 10_000);

        assertTrue(this.questions.take(Reply.of("other", "once")).isEmpty());
        assertTrue(this.questions.take(Reply.of("q", "other")).isEmpty());
        assertTrue("before it is armed", this.questions.take(Reply.of("q", "once")).isEmpty());
        assertEquals(List.of("q"), this.questions.withdrawAll());
    }

    private void ask(List<String> editable, int armAfterMillis) {
        ToolDetails details = new ToolDetails(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), OptionalLong.empty(), Optional.empty());
        SessionUpdate.ToolCall call = new SessionUpdate.ToolCall("t", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), details);
        List<PermissionOption> options = List.of(
                new PermissionOption("once", "Once", "allow_once"), new PermissionOption("always", "Always", "allow_always"), new PermissionOption("no", "No", "reject_once"));
        this.questions.ask(new PermissionRequest("s", call, options, Optional.of("q"), Optional.of("h"), editable, armAfterMillis));
    }
}
