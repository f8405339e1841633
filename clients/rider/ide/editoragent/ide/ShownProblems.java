package editoragent.ide;

import com.intellij.codeInsight.daemon.impl.HighlightInfo;
import com.intellij.lang.annotation.HighlightSeverity;
import com.intellij.openapi.editor.Document;
import com.intellij.openapi.editor.impl.DocumentMarkupModel;
import com.intellij.openapi.editor.markup.MarkupModel;
import com.intellij.openapi.editor.markup.RangeHighlighter;
import com.intellij.openapi.project.Project;
import editoragent.core.Problem;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** The problems that an editor underlines. What an IDE draws without the platform's own highlights is not found; the agent then looks for itself. */
final class ShownProblems {
    /** More than a person means by one place. */
    private static final int LIMIT = 20;

    private ShownProblems() {
    }

    /** Those that touch the range, or else, where the range is only a caret, those of its line. */
    static List<Problem> in(Project project, Document document, int start, int end) {
        List<Problem> touching = between(project, document, start, end);
        if (!touching.isEmpty() || start != end) {
            return touching;
        }

        int line = document.getLineNumber(start);
        return between(project, document, document.getLineStartOffset(line), document.getLineEndOffset(line));
    }

    private static List<Problem> between(Project project, Document document, int start, int end) {
        MarkupModel markup = DocumentMarkupModel.forDocument(document, project, false);
        if (markup == null) {
            return List.of();
        }

        return Arrays.stream(markup.getAllHighlighters())
                .filter(mark -> mark.isValid() && mark.getStartOffset() <= end && mark.getEndOffset() >= start && isProblem(mark))
                .sorted(Comparator.comparingInt(RangeHighlighter::getStartOffset))
                .map(mark -> problemOf(document, mark))
                .distinct()
                .limit(LIMIT)
                .collect(Collectors.toList());
    }

    private static boolean isProblem(RangeHighlighter mark) {
        Object shown = mark.getErrorStripeTooltip();
        if (!(shown instanceof HighlightInfo)) {
            return false;
        }

        HighlightInfo info = (HighlightInfo) shown;
        return info.getDescription() != null && info.getSeverity().compareTo(HighlightSeverity.INFORMATION) > 0;
    }

    private static Problem problemOf(Document document, RangeHighlighter mark) {
        HighlightInfo info = (HighlightInfo) mark.getErrorStripeTooltip();
        int line = document.getLineNumber(mark.getStartOffset());
        return new Problem(info.getDescription(), severityOf(info.getSeverity()), line, mark.getStartOffset() - document.getLineStartOffset(line));
    }

    private static String severityOf(HighlightSeverity severity) {
        if (severity.compareTo(HighlightSeverity.ERROR) >= 0) {
            return "error";
        }

        return severity.compareTo(HighlightSeverity.WARNING) >= 0 ? "warning" : "information";
    }
}
