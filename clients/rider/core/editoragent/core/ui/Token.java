package editoragent.core.ui;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is being typed at the caret and can be completed: @ anywhere behind a blank, / as the first of the message.
 *
 * @param from where the trigger stands
 * @param to the caret
 */
record Token(char trigger, String query, int from, int to) {
    private static final Pattern COMMAND = Pattern.compile("/(\\S*)");
    private static final Pattern MENTION = Pattern.compile("(?:^|[\\s(])@([^\\s@]*)$");
    private static final int LONGEST = 200;

    static Optional<Token> at(String text, int caret) {
        String before = text.substring(0, caret);
        Matcher command = COMMAND.matcher(before);
        if (command.matches()) {
            return Optional.of(new Token('/', command.group(1), 0, caret));
        }

        Matcher mention = MENTION.matcher(before);
        return mention.find() && mention.group(1).length() <= LONGEST ? Optional.of(new Token('@', mention.group(1), mention.start(1) - 1, caret)) : Optional.empty();
    }

    /** The same while it is typed on. */
    boolean isSame(Token other) {
        return this.trigger == other.trigger && this.from == other.from;
    }
}
