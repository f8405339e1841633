package editoragent.ide;

import editoragent.core.CodeActionRequest;

public final class FixAction extends PlaceAction {
    public FixAction() {
        super(CodeActionRequest.FIX);
    }
}
