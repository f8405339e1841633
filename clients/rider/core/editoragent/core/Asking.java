package editoragent.core;

import editoragent.core.acp.FormAnswer;
import editoragent.core.acp.FormRequest;
import editoragent.core.acp.PendingApproval;
import editoragent.core.acp.PermissionAnswer;
import editoragent.core.acp.PermissionOption;
import editoragent.core.acp.PermissionRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;

/** What waits for the user: questions about tool calls, and forms of MCP servers. On the agent's thread only. */
final class Asking {
    private record OpenForm(Form form, CompletableFuture<FormAnswer> answer) {
    }

    private final EditorHost host;
    private final Executor thread;
    private final Journal journal;
    private final Questions questions = new Questions();
    private final Map<String, OpenForm> forms = new LinkedHashMap<>();
    private long formCounter;

    Asking(EditorHost host, Executor thread, Journal journal) {
        this.host = host;
        this.thread = thread;
        this.journal = journal;
    }

    boolean isOneResting() {
        return this.questions.isOneResting();
    }

    /**
     * The answer is completed on the agent's thread.
     *
     * @param isHeard whether the life that asks still does: a connection that breaks withdraws nothing, the end of the process tells that it is lost
     */
    void ask(PermissionRequest request, CompletableFuture<Void> withdrawn, CompletableFuture<PermissionAnswer> answer, BooleanSupplier isHeard) {
        Questions.Open open = this.questions.ask(request);
        String id = open.question().id();
        open.answer().thenAccept(answer::complete);
        withdrawn.thenRunAsync(() -> {
            if (isHeard.getAsBoolean() && this.questions.withdraw(id)) {
                this.journal.tell(listener -> listener.answered(id, QuestionOutcome.WITHDRAWN));
            }
        }, this.thread);
        this.put(open.question());
    }

    /** A question that outlived its process. */
    void rest(PendingApproval pending) {
        this.put(this.questions.rest(pending).question());
    }

    /** @param resume takes up the turn of a question that outlived its process, with the feedback where there is one */
    void answer(Reply reply, BiConsumer<PendingApproval, Optional<String>> resume) {
        this.questions.take(reply).ifPresent(open -> {
            PermissionOption option = Questions.optionOf(open.question(), reply.optionId()).orElseThrow();
            Optional<String> said = Optional.of(reply.feedback()).filter(text -> !option.isAllowing() && !text.isEmpty());
            this.journal.tell(listener -> listener.answered(
                    reply.questionId(), QuestionOutcome.selected(option.name(), option.isAllowing(), reply.arguments().isPresent(), said.orElse(""))));
            open.pending().ifPresentOrElse(
                    pending -> resume.accept(pending, said),
                    () -> open.answer().complete(new PermissionAnswer(Optional.of(reply.optionId()), said, reply.arguments())));
        });
    }

    void askForm(FormRequest request, CompletableFuture<Void> withdrawn, CompletableFuture<FormAnswer> answer) {
        String id = request.id().isEmpty() ? "form_" + ++this.formCounter : request.id();
        Form form = new Form(id, request);
        this.forms.put(id, new OpenForm(form, answer));
        withdrawn.thenRunAsync(() -> this.answerForm(id, FormAnswer.CANCEL), this.thread);
        this.journal.tell(listener -> listener.formAsked(form));
        this.notifyOf(request.message());
    }

    void answerForm(String formId, FormAnswer answer) {
        OpenForm form = this.forms.remove(formId);
        if (form != null) {
            form.answer().complete(answer);
            this.journal.tell(listener -> listener.formClosed(formId));
        }
    }

    /** Nothing that stands open is allowed. */
    void drop(QuestionOutcome outcome) {
        this.questions.withdrawAll().forEach(id -> this.journal.tell(listener -> listener.answered(id, outcome)));
        List.copyOf(this.forms.keySet()).forEach(id -> this.answerForm(id, FormAnswer.CANCEL));
    }

    private void put(Question question) {
        this.journal.tell(listener -> listener.asked(question));
        this.notifyOf(question.title());
    }

    private void notifyOf(String what) {
        this.host.notify(new Notice(Notice.Kind.QUESTION, "EditorAgent needs your answer: " + what));
    }
}
