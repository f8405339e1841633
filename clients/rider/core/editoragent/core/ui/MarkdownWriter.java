package editoragent.core.ui;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.swing.text.BadLocationException;
import javax.swing.text.MutableAttributeSet;
import javax.swing.text.SimpleAttributeSet;
import javax.swing.text.StyleConstants;
import javax.swing.text.StyledDocument;

/** Writes Markdown into a styled document, line by line. What it does not know stands as it was written. */
final class MarkdownWriter {
    static final Object URL = "editoragent.url";

    /** A place behind a whole block, in the source and in the document. */
    record Mark(int source, int document) {
        static final Mark START = new Mark(0, 0);
    }

    private static final Pattern FENCE = Pattern.compile("^\\s*(`{3,}|~{3,})(.*)$");
    private static final Pattern HEADING = Pattern.compile("^(#{1,6})\\s+(.*)$");
    private static final Pattern ITEM = Pattern.compile("^(\\s*)([-*+]|\\d{1,3}[.)])\\s+(.*)$");
    private static final Pattern INLINE = Pattern.compile(
            "(?<code>`[^`\\n]+`)|(?<strong>\\*\\*[^*\\n]+\\*\\*)|(?<em>(?<![\\w*])\\*[^*\\s][^*\\n]*\\*(?![\\w*]))|(?<link>\\[[^\\]\\n]+\\]\\([^)\\s]+\\))|(?<url>https?://[^\\s<>)\\]]+)");

    private final StyledDocument document;

    MarkdownWriter(StyledDocument document) {
        this.document = document;
    }

    /** Writes what stands behind the mark. Gives the last place behind which alone a longer source could look different. */
    Mark write(CharSequence source, Mark from) throws BadLocationException {
        Mark stable = from;
        String fence = null;
        boolean isFirst = from.document() == 0;
        boolean isFenceBegun = false;
        int at = from.source();
        while (at < source.length()) {
            int end = endOfLine(source, at);
            String line = source.subSequence(at, end).toString();
            Matcher fenceMatch = FENCE.matcher(line);
            if (fence != null) {
                if (line.strip().startsWith(fence) && line.strip().length() <= fence.length()) {
                    fence = null;
                } else {
                    this.line(isFirst, line.isEmpty() ? " " : line, code(), 14, isFirst || !isFenceBegun ? 0 : 6);
                    isFirst = false;
                    isFenceBegun = false;
                }
            } else if (fenceMatch.matches()) {
                fence = fenceMatch.group(1);
                isFenceBegun = true;
            } else if (line.isBlank()) {
                // The gap comes with the next block.
                stable = end < source.length() ? new Mark(end + 1, this.document.getLength()) : stable;
            } else {
                this.block(isFirst, line, at > 1 && source.charAt(at - 1) == '\n' && source.charAt(at - 2) == '\n');
                isFirst = false;
            }

            at = end + 1;
        }

        return stable;
    }

    private void block(boolean isFirst, String line, boolean isBehindGap) throws BadLocationException {
        int above = isFirst ? 0 : isBehindGap ? 8 : 0;
        Matcher heading = HEADING.matcher(line);
        if (heading.matches()) {
            MutableAttributeSet big = plain();
            StyleConstants.setBold(big, true);
            StyleConstants.setFontSize(big, Look.font().getSize() + Math.max(0, 4 - heading.group(1).length()));
            this.line(isFirst, heading.group(2), big, 0, isFirst ? 0 : 10);
            return;
        }

        Matcher item = ITEM.matcher(line);
        if (item.matches()) {
            String mark = Character.isDigit(item.group(2).charAt(0)) ? item.group(2) : "•";
            this.begin(isFirst);
            this.put(mark + " ", plain());
            this.inline(item.group(3));
            this.paragraph(10 + 9 * item.group(1).length(), Math.max(above, isFirst ? 0 : 2));
            return;
        }

        if (line.startsWith("|")) {
            this.line(isFirst, line, code(), 0, above);
            return;
        }

        this.begin(isFirst);
        this.inline(line.startsWith("> ") ? line.substring(2) : line);
        this.paragraph(line.startsWith("> ") ? 14 : 0, above);
    }

    private void inline(String text) throws BadLocationException {
        Matcher match = INLINE.matcher(text);
        int at = 0;
        while (match.find()) {
            this.put(text.substring(at, match.start()), plain());
            this.special(match);
            at = match.end();
        }

        this.put(text.substring(at), plain());
    }

    private void special(Matcher match) throws BadLocationException {
        String found = match.group();
        MutableAttributeSet style = plain();
        if (match.group("code") != null) {
            this.put(found.substring(1, found.length() - 1), code());
        } else if (match.group("strong") != null) {
            StyleConstants.setBold(style, true);
            this.put(found.substring(2, found.length() - 2), style);
        } else if (match.group("em") != null) {
            StyleConstants.setItalic(style, true);
            this.put(found.substring(1, found.length() - 1), style);
        } else if (match.group("url") != null) {
            this.put(found, link(found));
        } else {
            int middle = found.indexOf("](");
            String url = found.substring(middle + 2, found.length() - 1);
            boolean isWeb = url.startsWith("https://") || url.startsWith("http://");
            this.put(found.substring(1, middle), isWeb ? link(url) : style);
            // A link shows where it leads.
            this.put(isWeb ? " (" + url + ")" : "", faint());
        }
    }

    private void line(boolean isFirst, String text, MutableAttributeSet style, int indent, int above) throws BadLocationException {
        this.begin(isFirst);
        this.put(text, style);
        this.paragraph(indent, above);
    }

    private void begin(boolean isFirst) throws BadLocationException {
        if (!isFirst) {
            this.put("\n", plain());
        }
    }

    private void paragraph(int indent, int above) {
        MutableAttributeSet paragraph = new SimpleAttributeSet();
        StyleConstants.setLeftIndent(paragraph, indent);
        StyleConstants.setSpaceAbove(paragraph, above);
        StyleConstants.setLineSpacing(paragraph, 0.12f);
        this.document.setParagraphAttributes(this.document.getLength(), 0, paragraph, true);
    }

    private void put(String text, MutableAttributeSet style) throws BadLocationException {
        if (!text.isEmpty()) {
            this.document.insertString(this.document.getLength(), text, style);
        }
    }

    private static MutableAttributeSet plain() {
        MutableAttributeSet style = new SimpleAttributeSet();
        StyleConstants.setFontFamily(style, Look.font().getFamily());
        StyleConstants.setFontSize(style, Look.font().getSize());
        StyleConstants.setForeground(style, Look.text());
        return style;
    }

    private static MutableAttributeSet faint() {
        MutableAttributeSet style = plain();
        StyleConstants.setForeground(style, Look.faint());
        return style;
    }

    private static MutableAttributeSet code() {
        MutableAttributeSet style = plain();
        StyleConstants.setFontFamily(style, Look.mono().getFamily());
        StyleConstants.setBackground(style, Look.code());
        return style;
    }

    private static MutableAttributeSet link(String url) {
        MutableAttributeSet style = plain();
        StyleConstants.setForeground(style, Look.accent());
        StyleConstants.setUnderline(style, true);
        style.addAttribute(URL, url);
        return style;
    }

    private static int endOfLine(CharSequence source, int from) {
        int at = from;
        while (at < source.length() && source.charAt(at) != '\n') {
            at++;
        }

        return at;
    }
}
