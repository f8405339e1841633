package editoragent.core.ui;

import editoragent.core.Agent;
import editoragent.core.Attachment;
import editoragent.core.EditorHost;
import editoragent.core.acp.AvailableCommand;
import editoragent.core.acp.Mention;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import javax.swing.text.JTextComponent;

/** Lists what @ and / may stand for while it is typed. The sidecar knows both; an answer to an older question is not shown. */
final class Completion {
    private static final int MOST_COMMANDS = 50;

    private final Agent agent;
    private final EditorHost host;
    private final JTextComponent field;
    private final ChoiceList list;
    private final Consumer<Attachment> attach;
    private List<AvailableCommand> commands = List.of();
    private Optional<Token> token = Optional.empty();
    private Optional<Token> dismissed = Optional.empty();
    private long request;
    private long shown;
    private boolean picksNext;

    Completion(Agent agent, EditorHost host, JTextComponent field, ChoiceList list, Consumer<Attachment> attach) {
        this.agent = agent;
        this.host = host;
        this.field = field;
        this.list = list;
        this.attach = attach;
    }

    /** The text or the caret is another. */
    void typed() {
        Optional<Token> now = Token.at(this.field.getText(), this.field.getCaretPosition());
        if (now.equals(this.token)) {
            return;
        }

        this.token = now;
        this.picksNext = false;
        if (now.isEmpty() || this.dismissed.filter(now.get()::isSame).isPresent()) {
            this.dismissed = now.isEmpty() ? Optional.empty() : this.dismissed;
            this.list.close();
            return;
        }

        this.dismissed = Optional.empty();
        if (now.get().trigger() == '@') {
            this.ask(now.get());
        } else {
            this.showCommands(now.get().query());
        }
    }

    void commands(List<AvailableCommand> now) {
        this.commands = now;
    }

    boolean hasChoices() {
        return this.list.hasChoices();
    }

    void move(int by) {
        this.list.move(by);
    }

    /** Takes the active entry. Where the list is older than what is typed, the first of the newer one is taken as it comes. */
    void pick() {
        if (this.token.filter(typed -> typed.trigger() == '@').isPresent() && this.shown != this.request) {
            this.picksNext = true;
        } else {
            this.list.pick();
        }
    }

    void dismiss() {
        this.picksNext = false;
        this.dismissed = this.token;
        this.list.close();
    }

    private void ask(Token typed) {
        long mine = ++this.request;
        Edt.take(this.agent.mentions(typed.query()), found -> this.found(mine, typed, found), line -> this.list.close());
    }

    private void found(long mine, Token typed, List<Mention> found) {
        if (mine != this.request || this.token.filter(typed::isSame).isEmpty()) {
            return;
        }

        this.shown = mine;
        List<Choice> choices = new ArrayList<>();
        this.selected(typed.query()).ifPresent(selection -> choices.add(this.choiceOf(selection)));
        found.forEach(mention -> choices.add(this.choiceOf(Attachment.of(mention))));
        this.list.show("Files, symbols and more", choices, choices.isEmpty() ? "Nothing found for @" + typed.query() : "");
        if (this.picksNext) {
            this.picksNext = false;
            this.list.pick();
        }
    }

    private void showCommands(String query) {
        List<Choice> choices = Fuzzy.best(query, this.commands, AvailableCommand::name).stream().limit(MOST_COMMANDS).map(this::choiceOf).toList();
        if (choices.isEmpty()) {
            this.list.close();
        } else {
            this.list.show("Commands", choices, "");
        }
    }

    private Choice choiceOf(AvailableCommand command) {
        String label = "/" + command.name() + command.hint().map(hint -> " <" + hint + ">").orElse("");
        return new Choice(label, command.description(), "", () -> this.replace("/" + command.name() + " "));
    }

    /** What only the editor knows. */
    private Optional<Attachment> selected(String query) {
        return query.isEmpty() ? Optional.empty() : this.host.selection().map(excerpt -> Attachment.of(excerpt, this.host.workspace()))
                .filter(selection -> (selection.kind() + " " + selection.label()).toLowerCase(Locale.ROOT).contains(query.toLowerCase(Locale.ROOT)));
    }

    private Choice choiceOf(Attachment attachment) {
        return new Choice(attachment.label(), attachment.detail(), attachment.kind(), () -> {
            this.replace("");
            this.attach.accept(attachment);
        });
    }

    /** What is typed by now gives way to the text. */
    private void replace(String text) {
        Token typed = this.token.orElseThrow();
        this.list.close();
        this.field.select(typed.from(), typed.to());
        this.field.replaceSelection(text);
    }
}
