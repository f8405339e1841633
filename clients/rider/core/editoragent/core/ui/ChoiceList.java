package editoragent.core.ui;

import java.awt.Dimension;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.util.List;
import javax.swing.BorderFactory;
import javax.swing.JComponent;
import javax.swing.JList;
import javax.swing.JScrollPane;
import javax.swing.ListSelectionModel;
import javax.swing.ScrollPaneConstants;

/** A list above the text field, which keeps the keyboard; one entry is the active one. */
final class ChoiceList extends Column {
    private static final long serialVersionUID = 1L;
    private static final int MOST_ROWS = 8;

    private final JComponent field;
    private final JList<Choice> list = new JList<>();
    private final Words note = Words.faint("");
    private final JScrollPane scroll;

    ChoiceList(JComponent field) {
        super(2);
        this.field = field;
        this.list.setName("editoragent.choices");
        this.list.setFocusable(false);
        this.list.setOpaque(false);
        this.list.setSelectionMode(ListSelectionModel.SINGLE_SELECTION);
        this.list.setCellRenderer(new ChoiceRow());
        this.list.addListSelectionListener(event -> {
            Choice active = this.list.getSelectedValue();
            field.getAccessibleContext().setAccessibleDescription(active == null ? "" : active.label() + " " + active.detail());
        });
        this.list.addMouseListener(new MouseAdapter() {
            @Override
            public void mousePressed(MouseEvent event) {
                int place = ChoiceList.this.list.locationToIndex(event.getPoint());
                if (place >= 0 && ChoiceList.this.list.getCellBounds(place, place).contains(event.getPoint())) {
                    ChoiceList.this.list.setSelectedIndex(place);
                    ChoiceList.this.pick();
                }
            }
        });
        this.note.setName("editoragent.choices.note");
        this.scroll = new JScrollPane(this.list, ScrollPaneConstants.VERTICAL_SCROLLBAR_AS_NEEDED, ScrollPaneConstants.HORIZONTAL_SCROLLBAR_NEVER) {
            private static final long serialVersionUID = 1L;

            @Override
            public Dimension getPreferredSize() {
                int rows = Math.min(MOST_ROWS, ChoiceList.this.list.getModel().getSize());
                return new Dimension(100, rows == 0 ? 0 : ChoiceList.this.list.getCellBounds(0, rows - 1).height);
            }
        };
        this.scroll.setBorder(BorderFactory.createEmptyBorder());
        this.scroll.setViewportBorder(BorderFactory.createEmptyBorder());
        this.scroll.getViewport().setOpaque(false);
        this.scroll.setOpaque(false);
        this.add(new Card(2, Look::field, Look::border, this.scroll, this.note).padded(4, 4, 4, 4));
        this.setVisible(false);
    }

    boolean hasChoices() {
        return this.isVisible() && this.list.getModel().getSize() > 0;
    }

    /** @param line for the user; empty where the choices say it all */
    void show(String accessibleName, List<Choice> choices, String line) {
        this.list.setListData(choices.toArray(Choice[]::new));
        this.list.getAccessibleContext().setAccessibleName(accessibleName);
        this.scroll.setVisible(!choices.isEmpty());
        this.note.show(line);
        this.setVisible(true);
        // Tab takes the active entry.
        this.field.setFocusTraversalKeysEnabled(choices.isEmpty());
        this.list.setSelectedIndex(choices.isEmpty() ? -1 : 0);
        this.list.ensureIndexIsVisible(0);
        this.revalidate();
    }

    void close() {
        this.list.setListData(new Choice[0]);
        this.setVisible(false);
        this.field.setFocusTraversalKeysEnabled(true);
    }

    void move(int by) {
        int size = this.list.getModel().getSize();
        if (size > 0) {
            this.list.setSelectedIndex(Math.floorMod(this.list.getSelectedIndex() + by, size));
            this.list.ensureIndexIsVisible(this.list.getSelectedIndex());
        }
    }

    void pick() {
        Choice active = this.list.getSelectedValue();
        if (active != null) {
            active.pick().run();
        }
    }
}
