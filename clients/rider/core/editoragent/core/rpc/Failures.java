package editoragent.core.rpc;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** What failed, behind the wrappings of futures. */
public final class Failures {
    private Failures() {
    }

    public static Throwable rootOf(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException) && cause.getCause() != null) {
            cause = cause.getCause();
        }

        return cause;
    }

    /** One line for the user. */
    public static String lineOf(Throwable failure) {
        Throwable cause = rootOf(failure);
        return cause.getMessage() == null || cause.getMessage().isBlank() ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    /** Whether the peer answered with this code. */
    public static boolean isCode(Throwable failure, int code) {
        return rootOf(failure) instanceof RpcException known && known.code() == code;
    }
}
