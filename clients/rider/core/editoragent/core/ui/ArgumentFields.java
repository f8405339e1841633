package editoragent.core.ui;

import java.awt.AWTKeyStroke;
import java.awt.KeyboardFocusManager;
import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import java.util.Set;
import javax.swing.BorderFactory;
import javax.swing.JTextArea;
import javax.swing.event.DocumentEvent;
import javax.swing.event.DocumentListener;

/** A field for each argument that the user may change before allowing a call, behind a line that opens. */
final class ArgumentFields extends Column {
    private static final long serialVersionUID = 1L;

    private final transient EditedArguments arguments;
    private final transient Runnable changed;

    ArgumentFields(EditedArguments arguments, Runnable changed) {
        super(0);
        this.arguments = arguments;
        this.changed = changed;
        Column fields = new Column(4);
        arguments.texts().forEach((name, text) -> this.addField(fields, name, text));
        fields.add(Words.faint("Changed arguments can be allowed once; the call is judged again as changed."));
        this.add(new Fold("Change before allowing", "editoragent.approval.change", false, fields, isOpen -> { }));
    }

    private void addField(Column fields, String name, String text) {
        JTextArea area = new JTextArea(text);
        area.setName("editoragent.approval.argument." + name);
        area.getAccessibleContext().setAccessibleName(name);
        area.setFont(Look.mono());
        area.setLineWrap(true);
        area.setBorder(BorderFactory.createCompoundBorder(new Edge(), BorderFactory.createEmptyBorder(4, 6, 4, 6)));
        area.setFocusTraversalKeys(KeyboardFocusManager.FORWARD_TRAVERSAL_KEYS, Set.of(AWTKeyStroke.getAWTKeyStroke(KeyEvent.VK_TAB, 0)));
        area.setFocusTraversalKeys(KeyboardFocusManager.BACKWARD_TRAVERSAL_KEYS, Set.of(AWTKeyStroke.getAWTKeyStroke(KeyEvent.VK_TAB, InputEvent.SHIFT_DOWN_MASK)));
        Words error = new Words("", Look::error, Look::small);
        error.setVisible(false);
        area.getDocument().addDocumentListener(new DocumentListener() {
            @Override
            public void insertUpdate(DocumentEvent event) {
                this.typed();
            }

            @Override
            public void removeUpdate(DocumentEvent event) {
                this.typed();
            }

            @Override
            public void changedUpdate(DocumentEvent event) {
                // Plain text has no attributes.
            }

            private void typed() {
                ArgumentFields.this.arguments.type(name, area.getText());
                error.show(ArgumentFields.this.arguments.errorOf(name).orElse(""));
                ArgumentFields.this.changed.run();
                ArgumentFields.this.revalidate();
            }
        });
        fields.add(Words.faint(name));
        fields.add(area);
        fields.add(error);
    }
}
