package editoragent.core.ui;

import com.google.gson.GsonBuilder;
import editoragent.core.Agent;
import editoragent.core.EditorHost;
import editoragent.core.acp.ToolContent;
import editoragent.core.acp.ToolLocation;
import java.awt.BorderLayout;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.swing.JPanel;

/** A tool call: one line that tells what and how it went, and behind it what it was given and what it gave. */
final class ToolCard extends Card {
    private static final long serialVersionUID = 1L;
    private static final int MOST_OUTPUT = 20_000;
    private static final int MOST_PLACES = 12;

    private final transient ToolItem item;
    private final transient Agent agent;
    private final transient EditorHost host;
    private final transient Runnable leave;
    private final Caption mark = new Caption("", Look::text, Look::font);
    private final Caption title = new Caption("", Look::text, Look::font);
    private final Caption state = new Caption("", Look::faint, Look::small);
    private final FlatButton toggle = new FlatButton("Details", "editoragent.tool.toggle", FlatButton.Rank.QUIET, this::toggle);
    private final Words became = Words.faint("");
    private final Column body = new Column(6);
    private transient ApprovalBar approval;
    private transient List<ToolContent> shownContent;
    private boolean isOpen;

    ToolCard(ToolItem item, Agent agent, EditorHost host, Runnable leave) {
        super(6, Look::card, Look::border);
        this.item = item;
        this.agent = agent;
        this.host = host;
        this.leave = leave;
        this.setName("editoragent.tool." + item.key());
        this.became.setName("editoragent.tool.became");
        JPanel head = new JPanel(new BorderLayout(6, 0));
        head.setOpaque(false);
        JPanel right = new JPanel(new BorderLayout(4, 0));
        right.setOpaque(false);
        right.add(this.state, BorderLayout.CENTER);
        right.add(this.toggle, BorderLayout.EAST);
        head.add(this.mark, BorderLayout.WEST);
        head.add(this.title, BorderLayout.CENTER);
        head.add(right, BorderLayout.EAST);
        this.add(head);
        this.add(this.became);
        this.add(this.body);
        this.refresh();
    }

    Optional<ApprovalBar> approval() {
        return Optional.ofNullable(this.approval);
    }

    void refresh() {
        StateMark now = this.item.state();
        this.mark.setIcon(now);
        this.title.show(this.item.title);
        this.title.setToolTipText(Look.plain(this.item.title));
        String took = this.item.details.durationMillis().isPresent() ? durationOf(this.item.details.durationMillis().getAsLong()) + " · " : "";
        this.state.show(took + wordsOf(now));
        this.getAccessibleContext().setAccessibleName("Tool call: " + this.item.title + ", " + wordsOf(now));
        this.became.show(this.becameOf(now));
        this.drawQuestion();
        this.setOpen(this.item.isAsking() || this.item.isOpen.orElse(this.item.opensItself()));
        this.revalidate();
        this.repaint();
    }

    private void drawQuestion() {
        boolean isAsking = this.item.isAsking();
        if (this.approval != null && !(isAsking && this.approval.questionId().equals(this.item.question.get().id()))) {
            boolean hadFocus = this.approval.isAncestorOf(java.awt.KeyboardFocusManager.getCurrentKeyboardFocusManager().getFocusOwner());
            this.approval = null;
            this.shownContent = null;
            if (hadFocus) {
                this.leave.run();
            }
        }

        if (isAsking && this.approval == null) {
            this.approval = new ApprovalBar(this.agent, this.host, this.item.question.get(), this.item, this.leave);
            this.shownContent = null;
        }
    }

    private void toggle() {
        this.item.isOpen = Optional.of(!this.isOpen);
        this.setOpen(!this.isOpen);
        this.revalidate();
        this.repaint();
    }

    private void setOpen(boolean open) {
        this.isOpen = open;
        this.body.setVisible(open);
        this.toggle.setText(open ? "Hide" : "Details");
        this.toggle.getAccessibleContext().setAccessibleName((open ? "Hide details of " : "Show details of ") + this.item.title);
        this.toggle.setVisible(!this.item.isAsking());
        if (open) {
            this.drawBody();
        }
    }

    private void drawBody() {
        if (this.shownContent == this.item.content && this.body.getComponentCount() > 0) {
            return;
        }

        this.shownContent = this.item.content;
        this.body.removeAll();
        if (this.approval != null) {
            // What a question shows is exact and whole; the same content is not shown twice beside it.
            this.body.add(this.approval);
            return;
        }

        boolean hasDiff = false;
        for (ToolContent part : this.item.content) {
            if (part instanceof ToolContent.Diff diff) {
                hasDiff = true;
                this.body.add(new DiffView(diff, () -> this.host.showDiff(Path.of(diff.path()), diff.oldText().orElse(""), diff.newText())));
            }
        }

        this.addOutput();
        if (!hasDiff && !this.item.locations.isEmpty()) {
            WrapRow places = new WrapRow(4);
            this.item.locations.stream().limit(MOST_PLACES).forEach(place -> places.add(this.place(place)));
            this.body.add(places);
        }

        this.item.rawInput.ifPresent(input -> {
            Words arguments = new Words(new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(input), Look::text, Look::mono);
            this.body.add(new Fold("Arguments", "editoragent.tool.arguments", false, arguments, open -> { }));
        });
        this.item.details.decision().ifPresent(text -> this.body.add(Words.faint(text)));
    }

    private void addOutput() {
        String output = this.item.content.stream().filter(ToolContent.Block.class::isInstance).map(part -> Fence.off(((ToolContent.Block) part).content().asText()))
                .filter(text -> !text.isEmpty()).collect(Collectors.joining("\n"));
        if (output.isEmpty()) {
            return;
        }

        // The end is what counts, and a long text would be slow to wrap.
        String shown = output.length() > MOST_OUTPUT ? "… " + (output.length() - MOST_OUTPUT) + " characters before this are not shown\n" + output.substring(output.length() - MOST_OUTPUT) : output;
        Words words = new Words(shown, Look::text, Look::mono);
        words.setWrapStyleWord(false);
        words.setName("editoragent.tool.output");
        words.getAccessibleContext().setAccessibleName("Output");
        this.body.add(new Card(0, Look::field, Look::border, new LimitedScroll(words, 260)));
    }

    private FlatButton place(ToolLocation place) {
        String label = Paths.nameOf(place.path()) + (place.line() > 0 ? ":" + place.line() : "");
        return new FlatButton(label, "editoragent.tool.place", FlatButton.Rank.SECONDARY, () -> this.host.open(Path.of(place.path()), place.line())).said("Open " + place.path());
    }

    private String becameOf(StateMark now) {
        String whose = this.item.details.subagent().or(() -> this.item.details.server().map(server -> server + " · " + this.item.details.tool().orElse(""))).orElse("");
        String answer = this.item.outcome.map(outcome -> outcome.words()).orElse(now == StateMark.DENIED ? this.item.details.decision().orElse("") : "");
        return whose.isEmpty() || answer.isEmpty() ? whose + answer : whose + "\n" + answer;
    }

    private static String wordsOf(StateMark state) {
        return switch (state) {
            case WAITING -> "Needs your answer";
            case PENDING -> "Waiting";
            case RUNNING -> "Running";
            case OK -> "Done";
            case FAILED -> "Failed";
            case DENIED -> "Not allowed";
            case OPEN, CLOSED -> "";
        };
    }

    private static String durationOf(long millis) {
        return millis < 1_000 ? millis + " ms" : millis < 60_000 ? String.format(java.util.Locale.ENGLISH, "%.1f s", millis / 1_000.0) : millis / 60_000 + " min " + millis % 60_000 / 1_000 + " s";
    }
}
