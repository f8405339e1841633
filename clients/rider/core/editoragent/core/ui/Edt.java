package editoragent.core.ui;

import editoragent.core.rpc.Failures;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import javax.swing.SwingUtilities;

/** Brings what comes from elsewhere to the event dispatch thread. */
final class Edt {
    private Edt() {
    }

    /** @param failed is given one line for the user */
    static <T> void take(CompletableFuture<T> future, Consumer<T> done, Consumer<String> failed) {
        future.whenComplete((value, error) -> SwingUtilities.invokeLater(() -> {
            if (error == null) {
                done.accept(value);
            } else {
                failed.accept(Failures.lineOf(error));
            }
        }));
    }
}
