package editoragent.core.ui;

/** Texts that come as one block of code and nothing else. */
final class Fence {
    private Fence() {
    }

    /** Takes the fence off; anything other is given back as it is. */
    static String off(String text) {
        int first = text.indexOf('\n');
        int last = text.lastIndexOf('\n');
        if (first < 3 || last <= first) {
            return first >= 3 && last == first && text.equals(text.substring(0, first) + "\n" + text.substring(0, first)) ? "" : text;
        }

        String fence = text.substring(0, first);
        String body = text.substring(first + 1, last);
        boolean isWhole = fence.matches("`{3,}") && text.substring(last + 1).equals(fence) && !body.contains(fence);
        return isWhole ? body : text;
    }
}
