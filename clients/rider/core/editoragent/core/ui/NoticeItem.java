package editoragent.core.ui;

import editoragent.core.acp.SessionUpdate;
import java.awt.Color;
import javax.swing.JComponent;

/** Something that the user should know. */
final class NoticeItem extends Item {
    private final SessionUpdate.Told told;

    NoticeItem(String key, SessionUpdate.Told told) {
        super(key);
        this.told = told;
    }

    @Override
    JComponent draw() {
        Words title = new Words(this.told.title(), this::color, Look::font);
        title.setName("editoragent.notice");
        Card card = new Card(2, Look::background, Look::border, title);
        if (!this.told.description().isEmpty()) {
            card.add(Words.faint(this.told.description()));
        }

        return card;
    }

    private Color color() {
        return switch (this.told.severity()) {
            case "error" -> Look.error();
            case "warning" -> Look.warning();
            default -> Look.text();
        };
    }
}
