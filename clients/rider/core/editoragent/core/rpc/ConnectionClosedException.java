package editoragent.core.rpc;

import java.io.IOException;
import java.io.Serial;

/** The peer is gone: what was asked and not answered ends with this. */
public final class ConnectionClosedException extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    public ConnectionClosedException(String message) {
        super(message);
    }
}
