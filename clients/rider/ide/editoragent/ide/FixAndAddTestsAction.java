package editoragent.ide;

import editoragent.core.CodeActionRequest;

public final class FixAndAddTestsAction extends PlaceAction {
    public FixAndAddTestsAction() {
        super(CodeActionRequest.FIX_AND_ADD_TESTS);
    }
}
