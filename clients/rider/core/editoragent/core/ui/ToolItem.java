package editoragent.core.ui;

import com.google.gson.JsonElement;
import editoragent.core.Agent;
import editoragent.core.EditorHost;
import editoragent.core.Question;
import editoragent.core.QuestionOutcome;
import editoragent.core.acp.SessionUpdate;
import editoragent.core.acp.ToolContent;
import editoragent.core.acp.ToolDetails;
import editoragent.core.acp.ToolLocation;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import javax.swing.JComponent;

/** A tool call, folded from what was told of it, with the question about it where there is one. */
final class ToolItem extends Item {
    private final Agent agent;
    private final EditorHost host;
    private final Runnable leave;
    String title;
    String kind = "other";
    String status = "pending";
    List<ToolContent> content = List.of();
    List<ToolLocation> locations = List.of();
    Optional<JsonElement> rawInput = Optional.empty();
    ToolDetails details = new ToolDetails(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), OptionalLong.empty(), Optional.empty());
    Optional<Question> question = Optional.empty();
    Optional<QuestionOutcome> outcome = Optional.empty();
    /** What the user last wanted; until then it opens by itself where there is something to see. */
    Optional<Boolean> isOpen = Optional.empty();
    private ToolCard card;

    ToolItem(String id, Agent agent, EditorHost host, Runnable leave) {
        super("tool_" + id);
        this.title = id;
        this.agent = agent;
        this.host = host;
        this.leave = leave;
    }

    void update(SessionUpdate.ToolCall call) {
        this.title = call.title().orElse(this.title);
        this.kind = call.kind().orElse(this.kind);
        this.status = call.status().orElse(this.status);
        this.content = call.content().orElse(this.content);
        this.locations = call.locations().orElse(this.locations);
        this.rawInput = call.rawInput().or(() -> this.rawInput);
        ToolDetails now = call.details();
        this.details = new ToolDetails(
                now.decision().or(this.details::decision), now.isAllowed().or(this.details::isAllowed), now.server().or(this.details::server), now.tool().or(this.details::tool),
                now.durationMillis().isPresent() ? now.durationMillis() : this.details.durationMillis(), now.subagent().or(this.details::subagent));
        this.refresh();
    }

    void ask(Question asked) {
        this.question = Optional.of(asked);
        this.outcome = Optional.empty();
        if (this.title.equals(asked.toolCallId())) {
            this.title = asked.title();
        }

        this.refresh();
    }

    void answered(QuestionOutcome became) {
        this.outcome = Optional.of(became);
        this.refresh();
    }

    /** The process that ran it is gone. */
    void lost() {
        if (this.status.equals("pending") || this.status.equals("in_progress")) {
            this.status = "failed";
            this.refresh();
        }
    }

    boolean isAsking() {
        return this.question.isPresent() && this.outcome.isEmpty();
    }

    StateMark state() {
        if (this.isAsking()) {
            return StateMark.WAITING;
        }

        boolean isEnded = this.status.equals("completed");
        boolean isRefused = this.outcome.filter(one -> one.kind() != QuestionOutcome.Kind.ALLOWED).isPresent();
        if (!isEnded && !this.status.equals("in_progress") && isRefused) {
            return StateMark.DENIED;
        }

        return switch (this.status) {
            case "completed" -> StateMark.OK;
            case "failed" -> this.details.isAllowed().orElse(true) ? StateMark.FAILED : StateMark.DENIED;
            case "in_progress" -> StateMark.RUNNING;
            default -> StateMark.PENDING;
        };
    }

    boolean opensItself() {
        StateMark state = this.state();
        return state == StateMark.WAITING || state == StateMark.FAILED || (state == StateMark.RUNNING && this.kind.equals("execute"))
                || this.content.stream().anyMatch(ToolContent.Diff.class::isInstance);
    }

    Optional<ApprovalBar> approval() {
        return this.card == null ? Optional.empty() : this.card.approval();
    }

    @Override
    JComponent draw() {
        this.card = new ToolCard(this, this.agent, this.host, this.leave);
        return this.card;
    }

    @Override
    void dropped() {
        this.card = null;
    }

    private void refresh() {
        if (this.card != null) {
            this.card.refresh();
        }
    }
}
