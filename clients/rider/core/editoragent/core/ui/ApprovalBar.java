package editoragent.core.ui;

import com.google.gson.GsonBuilder;
import editoragent.core.Agent;
import editoragent.core.EditorHost;
import editoragent.core.Question;
import editoragent.core.Reply;
import editoragent.core.acp.PermissionOption;
import editoragent.core.acp.ToolContent;
import java.awt.Font;
import java.awt.event.ActionEvent;
import java.awt.event.KeyEvent;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.swing.AbstractAction;
import javax.swing.JTextField;
import javax.swing.KeyStroke;
import javax.swing.Timer;

/**
 * A question about a tool call. Shows what the sidecar gave, letter by letter, above the choices, and takes one answer. It never takes the focus
 * by itself, and takes no answer before it has stood for the time that the sidecar asks for.
 */
final class ApprovalBar extends Card {
    private static final long serialVersionUID = 1L;

    private final transient Agent agent;
    private final transient Question question;
    private final transient Timer arming;
    private final transient EditedArguments arguments;
    private final transient Map<PermissionOption, FlatButton> buttons = new LinkedHashMap<>();
    private final JTextField feedback = new JTextField();
    private final FlatButton refuse;
    private final Words heading;
    private boolean isArmed;

    ApprovalBar(Agent agent, EditorHost host, Question question, ToolItem item, Runnable leave) {
        super(Look.GAP, () -> Look.blend(Look.background(), Look.warning(), Look.isDark() ? 0.10 : 0.07), () -> Look.blend(Look.border(), Look.warning(), 0.6));
        this.agent = agent;
        this.question = question;
        this.arguments = new EditedArguments(question.rawInput().or(() -> item.rawInput), question.editableArguments());
        this.setName("editoragent.approval");
        this.getAccessibleContext().setAccessibleName("Approval: " + question.title());
        this.heading = new Words(headingOf(question.kind(), item.details.server()), Look::text, Look::bold);
        this.heading.setName("editoragent.approval.heading");
        this.heading.getAccessibleContext().setAccessibleName(this.heading.getText() + " " + question.title());
        this.add(this.heading);
        this.addTexts();
        for (ToolContent part : question.content()) {
            if (part instanceof ToolContent.Diff diff) {
                this.add(new DiffView(diff, () -> host.showDiff(Path.of(diff.path()), diff.oldText().orElse(""), diff.newText())));
            }
        }

        if (question.content().size() < 2) {
            question.rawInput().ifPresent(input -> this.add(exact(new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(input), "editoragent.approval.arguments")));
        }

        if (!this.arguments.texts().isEmpty()) {
            this.add(new ArgumentFields(this.arguments, this::draw));
        }

        WrapRow row = new WrapRow(6);
        for (PermissionOption option : question.options()) {
            boolean isFirst = this.buttons.isEmpty() && option.kind().equals("allow_once");
            FlatButton button = new FlatButton(option.name(), "editoragent.approval.option." + option.id(), isFirst ? FlatButton.Rank.PRIMARY : FlatButton.Rank.SECONDARY, () -> this.allow(option));
            this.buttons.put(option, button);
            row.add(button);
        }

        this.add(row);
        this.refuse = new FlatButton("Reject with feedback", "editoragent.approval.reject", FlatButton.Rank.SECONDARY, this::refuse);
        if (this.rejection().isPresent()) {
            this.feedback.setName("editoragent.approval.feedback");
            this.feedback.getAccessibleContext().setAccessibleName("Feedback to send with the rejection");
            this.feedback.addActionListener(event -> this.refuse());
            this.add(Words.faint("What should it do instead?"));
            this.add(this.feedback);
            this.add(new WrapRow(6, this.refuse));
        }

        this.add(Words.faint("F6 or Alt+A comes here from anywhere. Enter in the message field never answers."));
        this.getInputMap(WHEN_ANCESTOR_OF_FOCUSED_COMPONENT).put(KeyStroke.getKeyStroke(KeyEvent.VK_ESCAPE, 0), "leave");
        this.getActionMap().put("leave", new AbstractAction() {
            private static final long serialVersionUID = 1L;

            @Override
            public void actionPerformed(ActionEvent event) {
                leave.run();
            }
        });
        this.arm(false);
        this.arming = new Timer(question.armAfterMillis(), event -> this.arm(true));
        this.arming.setRepeats(false);
    }

    String questionId() {
        return this.question.id();
    }

    /** Brings the user here; nothing is answered by it. */
    void focusHeading() {
        this.scrollRectToVisible(new java.awt.Rectangle(0, 0, this.getWidth(), this.getHeight()));
        this.heading.requestFocusInWindow();
    }

    /** The time begins when it is drawn. */
    @Override
    public void addNotify() {
        super.addNotify();
        this.arming.restart();
    }

    @Override
    public void removeNotify() {
        super.removeNotify();
        this.arming.stop();
        this.arm(false);
    }

    private void addTexts() {
        List<String> texts = this.question.content().stream().filter(ToolContent.Block.class::isInstance).map(part -> Fence.off(((ToolContent.Block) part).content().asText())).toList();
        for (int i = 0; i < texts.size(); i++) {
            boolean isCommand = i == 0 && texts.size() > 1;
            this.add(isCommand ? exact(texts.get(i), "editoragent.approval.command") : about(texts.get(i)));
        }
    }

    /** As it is, on a ground of its own. */
    private static Card exact(String text, String name) {
        Words words = new Words(text, Look::text, Look::mono);
        words.setWrapStyleWord(false);
        words.setName(name);
        words.getAccessibleContext().setAccessibleName("What would run");
        return new Card(0, Look::field, Look::border, words);
    }

    private static Column about(String text) {
        Column lines = new Column(2);
        lines.setName("editoragent.approval.about");
        for (String line : text.split("\n", -1)) {
            boolean isMark = line.startsWith("Mark: ");
            Words words = new Words(line.isEmpty() ? " " : line, isMark ? Look::warning : Look::text, isMark ? Look::bold : () -> Look.small().deriveFont(Font.PLAIN));
            lines.add(words);
        }

        return lines;
    }

    private void arm(boolean isArmedNow) {
        this.isArmed = isArmedNow;
        this.draw();
    }

    /** What the user changed was not shown by the sidecar, so it can be allowed only once; what is no JSON not at all. */
    private void draw() {
        boolean isChanged = this.arguments.isChanged();
        boolean canRun = !isChanged || this.arguments.value().isPresent();
        this.buttons.forEach((option, button) -> button.setEnabled(this.isArmed && (!option.isAllowing() || (canRun && (!isChanged || option.kind().equals("allow_once"))))));
        this.refuse.setEnabled(this.isArmed);
    }

    private void refuse() {
        if (this.refuse.isEnabled()) {
            this.rejection().ifPresent(option -> this.send(new Reply(this.question.id(), option.id(), this.feedback.getText().strip(), Optional.empty())));
        }
    }

    private Optional<PermissionOption> rejection() {
        return this.question.options().stream().filter(option -> option.kind().equals("reject_once")).findFirst();
    }

    private void allow(PermissionOption option) {
        this.send(new Reply(this.question.id(), option.id(), "", option.isAllowing() && this.arguments.isChanged() ? this.arguments.value() : Optional.empty()));
    }

    private void send(Reply reply) {
        this.arm(false);
        this.agent.answer(reply);
    }

    private static String headingOf(String kind, Optional<String> server) {
        return server.map(name -> "Let the agent use this tool of " + name + "?").orElseGet(() -> switch (kind) {
            case "execute" -> "Run this command?";
            case "edit" -> "Make this change?";
            case "delete" -> "Delete this?";
            case "move" -> "Move this?";
            case "fetch" -> "Fetch this address?";
            case "read" -> "Read this?";
            case "search" -> "Search this?";
            default -> "Your decision";
        });
    }
}
