package editoragent.core.rpc;

import java.time.Duration;
import java.util.Optional;

/** When a sidecar that ended by itself is started again. Pure: who uses it owns the clock. */
public final class RestartPolicy {
    private static final Duration CALM = Duration.ofSeconds(60);
    private static final int MOST_IN_A_ROW = 5;
    private static final long FIRST_MILLIS = 500;
    private static final long LONGEST_MILLIS = 8_000;

    private int endsInARow;

    /** How long to wait, or nothing when it should be left to the user. A long life begins with a clean slate. */
    public Optional<Duration> afterEnd(Duration lived) {
        if (lived.compareTo(CALM) >= 0) {
            this.endsInARow = 0;
        }

        this.endsInARow++;
        return this.endsInARow > MOST_IN_A_ROW
                ? Optional.empty()
                : Optional.of(Duration.ofMillis(Math.min(FIRST_MILLIS << (this.endsInARow - 1), LONGEST_MILLIS)));
    }

    /** The user asked for it. */
    public void reset() {
        this.endsInARow = 0;
    }
}
