package editoragent.core.ui;

/** Paths as people read them. */
final class Paths {
    private Paths() {
    }

    static String nameOf(String path) {
        return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    }
}
