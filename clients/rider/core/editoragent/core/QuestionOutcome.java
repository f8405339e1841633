package editoragent.core;

/** What became of a question. The words are one line for the user. */
public record QuestionOutcome(Kind kind, String words) {
    public enum Kind { ALLOWED, REJECTED, WITHDRAWN, LOST }

    static final QuestionOutcome WITHDRAWN = new QuestionOutcome(Kind.WITHDRAWN, "Withdrawn: it was not answered, and nothing was allowed.");
    static final QuestionOutcome LOST = new QuestionOutcome(Kind.LOST, "The connection was lost before an answer: nothing was allowed.");

    static QuestionOutcome selected(String option, boolean isAllowing, boolean isChanged, String feedback) {
        return new QuestionOutcome(isAllowing ? Kind.ALLOWED : Kind.REJECTED, "You answered: " + option + (isChanged ? ", with changed arguments" : "") + (feedback.isEmpty() ? "" : " — “" + feedback + "”"));
    }
}
