package editoragent.core.panel;

import java.awt.Color;
import java.awt.Font;
import java.util.List;
import javax.swing.UIDefaults;
import javax.swing.UIManager;
import javax.swing.plaf.ColorUIResource;
import javax.swing.plaf.FontUIResource;
import javax.swing.plaf.metal.DefaultMetalTheme;
import javax.swing.plaf.metal.MetalLookAndFeel;

/** Flat colours, light or dark, near those of an IDE, on the look and feel that every JDK has. */
final class TestTheme extends DefaultMetalTheme {
    private final ColorUIResource ground;
    private final ColorUIResource field;
    private final ColorUIResource ink;
    private final ColorUIResource line;

    private TestTheme(int ground, int field, int ink, int line) {
        this.ground = new ColorUIResource(ground);
        this.field = new ColorUIResource(field);
        this.ink = new ColorUIResource(ink);
        this.line = new ColorUIResource(line);
    }

    static void use(boolean isDark) throws Exception {
        TestTheme theme = isDark ? new TestTheme(0x2B2D30, 0x1E1F22, 0xDFE1E5, 0x4E5157) : new TestTheme(0xF7F8FA, 0xFFFFFF, 0x1E1F22, 0xC9CCD6);
        MetalLookAndFeel.setCurrentTheme(theme);
        UIManager.setLookAndFeel(new MetalLookAndFeel());
        for (String name : List.of("TextArea", "TextField", "TextPane", "PasswordField", "ComboBox", "EditorPane", "ScrollPane", "Viewport")) {
            UIManager.put(name + ".background", name.equals("ScrollPane") || name.equals("Viewport") ? theme.ground : theme.field);
            UIManager.put(name + ".foreground", theme.ink);
            UIManager.put(name + ".caretForeground", theme.ink);
        }

        UIManager.put("Panel.background", theme.ground);
        UIManager.put("Label.foreground", theme.ink);
        UIManager.put("ScrollBar.thumb", theme.line);
        UIManager.put("ScrollBar.track", theme.ground);
        for (String gradient : List.of("Button", "ScrollBar", "CheckBox", "ComboBox")) {
            UIManager.put(gradient + ".gradient", null);
        }
    }

    @Override
    public String getName() {
        return "Flat";
    }

    @Override
    protected ColorUIResource getPrimary1() {
        return this.line;
    }

    @Override
    protected ColorUIResource getPrimary2() {
        return new ColorUIResource(new Color(0x548AF7));
    }

    @Override
    protected ColorUIResource getPrimary3() {
        return new ColorUIResource(new Color(0x3A5CA8));
    }

    @Override
    protected ColorUIResource getSecondary1() {
        return this.line;
    }

    @Override
    protected ColorUIResource getSecondary2() {
        return this.line;
    }

    @Override
    protected ColorUIResource getSecondary3() {
        return this.ground;
    }

    @Override
    protected ColorUIResource getBlack() {
        return this.ink;
    }

    @Override
    protected ColorUIResource getWhite() {
        return this.field;
    }

    @Override
    public FontUIResource getControlTextFont() {
        return face();
    }

    @Override
    public FontUIResource getSystemTextFont() {
        return face();
    }

    @Override
    public FontUIResource getUserTextFont() {
        return face();
    }

    @Override
    public FontUIResource getMenuTextFont() {
        return face();
    }

    @Override
    public void addCustomEntriesToTable(UIDefaults table) {
        table.put("swing.boldMetal", Boolean.FALSE);
    }

    private static FontUIResource face() {
        return new FontUIResource(Font.SANS_SERIF, Font.PLAIN, 13);
    }
}
