package editoragent.core.ui;

import editoragent.core.acp.ToolContent;
import java.awt.BorderLayout;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.geom.Rectangle2D;
import java.util.List;
import javax.swing.BorderFactory;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JTextArea;
import javax.swing.ScrollPaneConstants;
import javax.swing.text.BadLocationException;

/** What a call changes in a file, line by line: numbers of both sides, a sign, and a ground that says the same as the sign. */
final class DiffView extends Column {
    private static final long serialVersionUID = 1L;
    private static final int MOST_LINES = 2_000;
    private static final int MOST_SHOWN = 22;

    DiffView(ToolContent.Diff diff, Runnable open) {
        super(4);
        this.setName("editoragent.diff");
        LineDiff compared = LineDiff.of(diff.oldText().orElse(""), diff.newText());
        List<LineDiff.Line> all = compared.folded();
        String name = Paths.nameOf(diff.path());
        Caption title = new Caption(name, Look::text, Look::bold);
        title.setToolTipText(Look.plain(diff.path()));
        Caption counts = new Caption((diff.oldText().isPresent() ? "" : "new file   ") + "+" + compared.added() + "  −" + compared.removed(), Look::faint, Look::small);
        counts.getAccessibleContext().setAccessibleName(compared.added() + " lines added, " + compared.removed() + " removed");
        FlatButton opener = new FlatButton("Open diff", "editoragent.diff.open", FlatButton.Rank.QUIET, open).said("Open diff in the editor");
        JPanel head = new JPanel(new BorderLayout(Look.GAP, 0));
        head.setOpaque(false);
        head.add(title, BorderLayout.WEST);
        head.add(counts, BorderLayout.CENTER);
        head.add(opener, BorderLayout.EAST);
        this.add(head);
        List<LineDiff.Line> shown = all.size() > MOST_LINES ? all.subList(0, MOST_LINES) : all;
        Lines text = new Lines(shown, name);
        JScrollPane scroll = new JScrollPane(text, ScrollPaneConstants.VERTICAL_SCROLLBAR_AS_NEEDED, ScrollPaneConstants.HORIZONTAL_SCROLLBAR_AS_NEEDED) {
            private static final long serialVersionUID = 1L;

            @Override
            public Dimension getPreferredSize() {
                boolean isWide = text.getPreferredSize().width > Math.max(1, this.getWidth());
                int bar = isWide ? this.getHorizontalScrollBar().getPreferredSize().height : 0;
                return new Dimension(100, Math.min(shown.size(), MOST_SHOWN) * text.lineHeight() + 10 + bar);
            }
        };
        scroll.setBorder(new Edge());
        Wheel.passOn(scroll);
        this.add(scroll);
        if (all.size() > shown.size()) {
            this.add(Words.faint((all.size() - shown.size()) + " more lines are not shown here; open the diff to see them."));
        }
    }

    private static final class Lines extends JTextArea {
        private static final long serialVersionUID = 1L;

        private final transient List<LineDiff.Line> lines;

        private Lines(List<LineDiff.Line> lines, String name) {
            this.lines = lines;
            this.setName("editoragent.diff.lines");
            this.getAccessibleContext().setAccessibleName("Changes in " + name);
            this.setEditable(false);
            this.setText(textOf(lines));
            this.setCaretPosition(0);
            this.updateUI();
        }

        int lineHeight() {
            return this.getRowHeight();
        }

        @Override
        public void updateUI() {
            super.updateUI();
            this.setCaret(new StillCaret());
            this.setOpaque(false);
            this.setFont(Look.mono());
            this.setBorder(BorderFactory.createEmptyBorder(4, 6, 4, 6));
        }

        @Override
        public Color getForeground() {
            return Look.text();
        }

        @Override
        protected void paintComponent(Graphics g) {
            g.setColor(Look.field());
            g.fillRect(0, 0, this.getWidth(), this.getHeight());
            try {
                int first = this.getLineOfOffset(this.viewToModel2D(g.getClipBounds().getLocation()));
                for (int i = first; i < this.lines.size(); i++) {
                    Rectangle2D place = this.modelToView2D(this.getLineStartOffset(i));
                    if (place == null || place.getY() > g.getClipBounds().getMaxY()) {
                        break;
                    }

                    Color ground = groundOf(this.lines.get(i).kind());
                    if (ground != null) {
                        g.setColor(ground);
                        g.fillRect(0, (int) place.getY(), this.getWidth(), (int) Math.ceil(place.getHeight()));
                    }
                }
            } catch (BadLocationException e) {
                // The text and its lines are made together; without grounds the signs still say it.
            }

            super.paintComponent(g);
        }

        private static Color groundOf(LineDiff.Kind kind) {
            return switch (kind) {
                case ADDED -> Look.added();
                case REMOVED -> Look.removed();
                case FOLD -> Look.code();
                case SAME -> null;
            };
        }

        private static String textOf(List<LineDiff.Line> lines) {
            int last = lines.stream().mapToInt(line -> Math.max(line.oldLine(), line.newLine())).max().orElse(1);
            int digits = String.valueOf(last).length();
            StringBuilder text = new StringBuilder();
            for (LineDiff.Line line : lines) {
                text.append(text.isEmpty() ? "" : "\n");
                if (line.kind() == LineDiff.Kind.FOLD) {
                    text.append(" ".repeat(2 * digits + 2)).append("⋯ ").append(line.text());
                    continue;
                }

                String sign = line.kind() == LineDiff.Kind.ADDED ? "+" : line.kind() == LineDiff.Kind.REMOVED ? "-" : " ";
                text.append(number(line.oldLine(), digits)).append(' ').append(number(line.newLine(), digits)).append(' ').append(sign).append(' ')
                        .append(line.text().replace("\t", "    "));
            }

            return text.toString();
        }

        private static String number(int line, int digits) {
            String text = line == 0 ? "" : String.valueOf(line);
            return " ".repeat(digits - text.length()) + text;
        }
    }
}
