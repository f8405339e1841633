package editoragent.core.ui;

import editoragent.core.acp.PlanEntry;
import java.awt.BorderLayout;
import java.util.List;
import javax.swing.JPanel;

/** What the agent means to do, with ticks; stays in sight above the conversation. */
final class PlanView extends Column {
    private static final long serialVersionUID = 1L;

    private final Column list = new Column(3);
    private final Fold fold = new Fold("Plan", "editoragent.plan.fold", false, new LimitedScroll(this.list, 180), isOpen -> { });

    PlanView() {
        super(0);
        this.setName("editoragent.plan");
        this.getAccessibleContext().setAccessibleName("Plan");
        this.list.setName("editoragent.plan.list");
        this.add(this.fold);
        this.padded(2, 6, 2, 6);
        this.setVisible(false);
    }

    void show(List<PlanEntry> entries) {
        this.setVisible(!entries.isEmpty());
        long done = entries.stream().filter(entry -> entry.status().equals("completed")).count();
        String current = entries.stream().filter(entry -> entry.status().equals("in_progress")).map(entry -> ": " + entry.content()).findFirst().orElse("");
        this.fold.title("Plan, " + done + " of " + entries.size() + " done" + current);
        this.list.removeAll();
        for (PlanEntry entry : entries) {
            boolean isDone = entry.status().equals("completed");
            StateMark mark = isDone ? StateMark.OK : entry.status().equals("in_progress") ? StateMark.RUNNING : StateMark.PENDING;
            Caption sign = new Caption("", Look::text, Look::font);
            sign.setIcon(mark);
            sign.setVerticalAlignment(Caption.TOP);
            Words words = new Words(entry.content(), isDone ? Look::faint : Look::text, Look::font);
            words.setName("editoragent.plan.entry");
            words.getAccessibleContext().setAccessibleName(entry.content() + " (" + (isDone ? "done" : mark == StateMark.RUNNING ? "in progress" : "to do") + ")");
            JPanel row = new JPanel(new BorderLayout(6, 0)) {
                private static final long serialVersionUID = 1L;

                @Override
                public java.awt.Dimension getPreferredSize() {
                    words.setSize(Math.max(1, this.getWidth() - 20), Math.max(1, words.getHeight()));
                    return new java.awt.Dimension(100, Math.max(16, words.getPreferredSize().height));
                }
            };
            row.setOpaque(false);
            row.add(sign, BorderLayout.WEST);
            row.add(words, BorderLayout.CENTER);
            this.list.add(row);
        }

        this.revalidate();
        this.repaint();
    }
}
