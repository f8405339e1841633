package editoragent.core;

import editoragent.core.acp.ContentBlock;
import editoragent.core.acp.PendingApproval;
import editoragent.core.acp.PermissionAnswer;
import editoragent.core.acp.PermissionOption;
import editoragent.core.acp.PermissionRequest;
import editoragent.core.acp.ToolContent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The open questions of a session; used on the agent's thread only. An answer counts once, only for a question that is open, only with an option
 * that was offered, and not before the arming delay.
 */
final class Questions {
    /** @param pending of a question that outlived its process, for which nobody waits */
    record Open(Question question, long askedAtNanos, CompletableFuture<PermissionAnswer> answer, Optional<PendingApproval> pending) {
    }

    private final Map<String, Open> open = new LinkedHashMap<>();
    private long counter;

    boolean isOneResting() {
        return this.open.values().stream().anyMatch(one -> one.pending().isPresent());
    }

    Open ask(PermissionRequest request) {
        Question question = new Question(
                request.requestId().orElseGet(() -> "question_" + ++this.counter), request.toolCall().id(), request.toolCall().title().orElse("a tool call"),
                request.toolCall().kind().orElse("other"), request.options(), request.toolCall().content().orElse(List.of()), request.toolCall().rawInput(),
                request.editableArguments(), request.armAfterMillis());
        return this.keep(new Open(question, System.nanoTime(), new CompletableFuture<>(), Optional.empty()));
    }

    /** The options are those of the sidecar's own rules. */
    Open rest(PendingApproval pending) {
        List<PermissionOption> options = new ArrayList<>();
        options.add(new PermissionOption("allow_once", "Allow once", "allow_once"));
        for (int i = 0; i < pending.grants().size(); i++) {
            options.add(new PermissionOption("allow_session_" + i, "Allow " + pending.grants().get(i) + " for this session", "allow_always"));
            options.add(new PermissionOption("allow_always_" + i, "Always allow " + pending.grants().get(i) + " in this workspace", "allow_always"));
        }

        options.add(new PermissionOption("reject_once", "Reject", "reject_once"));
        List<ToolContent> content = new ArrayList<>();
        pending.command().ifPresent(command -> content.add(new ToolContent.Block(new ContentBlock.Text(command))));
        content.add(new ToolContent.Block(new ContentBlock.Text(String.join("\n", pending.lines()))));
        String kind = pending.command().isPresent() ? "execute" : "other";
        Question question = new Question(
                pending.requestId(), pending.toolCallId(), pending.title(), kind, List.copyOf(options), List.copyOf(content), Optional.empty(),
                pending.editableArguments(), PermissionRequest.DEFAULT_ARM_MILLIS);
        return this.keep(new Open(question, System.nanoTime(), new CompletableFuture<>(), Optional.of(pending)));
    }

    /** Takes the question out when the answer counts. */
    Optional<Open> take(Reply reply) {
        Open one = this.open.get(reply.questionId());
        if (one == null || !isOffered(one.question(), reply) || System.nanoTime() - one.askedAtNanos() < one.question().armAfterMillis() * 1_000_000L) {
            return Optional.empty();
        }

        return Optional.of(this.open.remove(reply.questionId()));
    }

    boolean withdraw(String id) {
        Open one = this.open.remove(id);
        if (one != null) {
            one.answer().complete(PermissionAnswer.CANCELLED);
        }

        return one != null;
    }

    List<String> withdrawAll() {
        List<String> ids = List.copyOf(this.open.keySet());
        ids.forEach(this::withdraw);
        return ids;
    }

    static Optional<PermissionOption> optionOf(Question question, String optionId) {
        return question.options().stream().filter(option -> option.id().equals(optionId)).findFirst();
    }

    /** Changed arguments were not shown by the sidecar, so nothing lasting is offered for them. */
    private static boolean isOffered(Question question, Reply reply) {
        return optionOf(question, reply.optionId()).filter(option -> reply.arguments().isEmpty() || option.kind().equals("allow_once") && !question.editableArguments().isEmpty()).isPresent();
    }

    private Open keep(Open one) {
        this.open.put(one.question().id(), one);
        return one;
    }
}
