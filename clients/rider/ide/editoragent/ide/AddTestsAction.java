package editoragent.ide;

import editoragent.core.CodeActionRequest;

public final class AddTestsAction extends PlaceAction {
    public AddTestsAction() {
        super(CodeActionRequest.ADD_TESTS);
    }
}
