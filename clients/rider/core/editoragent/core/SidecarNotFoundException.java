package editoragent.core;

/** There is no executable to start. The message is one line for the user. */
public final class SidecarNotFoundException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SidecarNotFoundException(String message) {
        super(message);
    }
}
