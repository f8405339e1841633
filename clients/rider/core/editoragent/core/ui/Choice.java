package editoragent.core.ui;

/**
 * What completion offers.
 *
 * @param aside one word about its kind; may be empty
 */
record Choice(String label, String detail, String aside, Runnable pick) {
}
