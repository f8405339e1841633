package editoragent.core;

import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.swing.SwingUtilities;

/** Waits on conditions. The one deadline is long: it ends a test that hangs, and measures nothing. */
public final class Until {
    public static final long SECONDS = 30;

    private Until() {
    }

    public static void isTrue(String what, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (!condition.call()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("Not within " + SECONDS + " s: " + what);
            }

            synchronized (condition) {
                condition.wait(10);
            }
        }
    }

    /** Looks on the event dispatch thread. */
    public static <T> T onEdt(Callable<T> look) throws Exception {
        AtomicReference<T> seen = new AtomicReference<>();
        AtomicReference<Exception> failed = new AtomicReference<>();
        try {
            SwingUtilities.invokeAndWait(() -> {
                try {
                    seen.set(look.call());
                } catch (Exception e) {
                    failed.set(e);
                }
            });
        } catch (InvocationTargetException e) {
            throw new AssertionError(e.getCause());
        }

        if (failed.get() != null) {
            throw failed.get();
        }

        return seen.get();
    }
}
