package editoragent.ide;

import editoragent.core.CodeActionRequest;

public final class ExplainAction extends PlaceAction {
    public ExplainAction() {
        super(CodeActionRequest.EXPLAIN);
    }
}
