package editoragent.core.ui;

import java.awt.Color;
import java.awt.Font;
import javax.swing.UIManager;

/** Colours and fonts, taken from the look and feel each time they are used, so that a change of the theme needs nothing more than a repaint. */
final class Look {
    static final int GAP = 8;

    private Look() {
    }

    static boolean isDark() {
        Color c = background();
        return c.getRed() * 299 + c.getGreen() * 587 + c.getBlue() * 114 < 128_000;
    }

    static Color background() {
        return color("Panel.background", Color.WHITE);
    }

    static Color text() {
        return color("Label.foreground", Color.BLACK);
    }

    static Color field() {
        return color("TextArea.background", background());
    }

    static Color faint() {
        return blend(text(), background(), 0.30);
    }

    static Color border() {
        return blend(background(), text(), isDark() ? 0.22 : 0.18);
    }

    static Color card() {
        return blend(background(), text(), 0.035);
    }

    static Color code() {
        return blend(background(), text(), isDark() ? 0.09 : 0.06);
    }

    static Color accent() {
        return isDark() ? new Color(0x548AF7) : new Color(0x2F66D0);
    }

    static Color bubble() {
        return blend(background(), accent(), isDark() ? 0.24 : 0.13);
    }

    static Color good() {
        return isDark() ? new Color(0x6FCF7F) : new Color(0x1A7F37);
    }

    static Color warning() {
        return isDark() ? new Color(0xE8B45A) : new Color(0x8A5A00);
    }

    static Color error() {
        return isDark() ? new Color(0xF2857C) : new Color(0xB3261E);
    }

    static Color added() {
        return blend(field(), isDark() ? new Color(0x3FB950) : new Color(0x2DA44E), isDark() ? 0.24 : 0.20);
    }

    static Color removed() {
        return blend(field(), isDark() ? new Color(0xF85149) : new Color(0xE5484D), isDark() ? 0.26 : 0.18);
    }

    static Font font() {
        Font font = UIManager.getFont("Label.font");
        return font == null ? new Font(Font.SANS_SERIF, Font.PLAIN, 13) : font.deriveFont(Font.PLAIN);
    }

    static Font bold() {
        return font().deriveFont(Font.BOLD);
    }

    static Font small() {
        return font().deriveFont(Math.max(11f, font().getSize2D() - 1f));
    }

    static Font mono() {
        return new Font(Font.MONOSPACED, Font.PLAIN, font().getSize());
    }

    /** A label that begins like a page would be drawn as one, whoever wrote it. */
    static String plain(String text) {
        return text.regionMatches(true, 0, "<html", 0, 5) ? " " + text : text;
    }

    static Color blend(Color from, Color to, double part) {
        return new Color(mixed(from.getRed(), to.getRed(), part), mixed(from.getGreen(), to.getGreen(), part), mixed(from.getBlue(), to.getBlue(), part));
    }

    private static int mixed(int from, int to, double part) {
        return (int) Math.round(from + (to - from) * part);
    }

    private static Color color(String key, Color otherwise) {
        Color color = UIManager.getColor(key);
        return color == null ? otherwise : color;
    }
}
