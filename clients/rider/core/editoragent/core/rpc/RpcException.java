package editoragent.core.rpc;

import java.io.Serial;

/** An error that crosses the wire. The message is one line for whoever asked. */
public final class RpcException extends RuntimeException {
    public static final int INVALID_REQUEST = -32600;
    public static final int METHOD_NOT_FOUND = -32601;
    public static final int INVALID_PARAMS = -32602;
    public static final int INTERNAL_ERROR = -32603;
    public static final int REQUEST_CANCELLED = -32800;
    public static final int AUTHENTICATION_REQUIRED = -32000;
    public static final int RESOURCE_NOT_FOUND = -32002;

    @Serial
    private static final long serialVersionUID = 1L;

    private final int code;

    public RpcException(int code, String message) {
        super(message);
        this.code = code;
    }

    public int code() {
        return this.code;
    }
}
