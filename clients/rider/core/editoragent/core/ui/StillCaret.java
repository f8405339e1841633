package editoragent.core.ui;

import javax.swing.text.DefaultCaret;

/** Of a text that is only read: what is added to it, or drawn anew, moves nothing that the user looks at. */
final class StillCaret extends DefaultCaret {
    private static final long serialVersionUID = 1L;

    StillCaret() {
        this.setUpdatePolicy(NEVER_UPDATE);
    }
}
