package editoragent.core.rpc;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import editoragent.core.SidecarCommand;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.Test;

public final class SidecarTest {
    private static Sidecar shell(String script) throws IOException {
        return Sidecar.start(new SidecarCommand(Path.of("/bin/sh"), List.of("-c", script), Map.of("PATH", "/usr/bin:/bin")));
    }

    @Test
    public void stop_whenItEndsWithItsStdin_givesItsCodeAndLastWords() throws Exception {
        Exit exit = shell("cat; echo first >&2; echo 'the last words' >&2; exit 3").stop();
        assertEquals(new Exit(3, "the last words"), exit);
        assertEquals("exit code 3: the last words", exit.words());
    }

    @Test
    public void stop_whenItIgnoresItsStdin_killsItAndItsChildren() throws Exception {
        Sidecar stubborn = shell("sleep 1000 & echo $!; wait");
        long child = Long.parseLong(new BufferedReader(new InputStreamReader(stubborn.output())).readLine());
        assertTrue(ProcessHandle.of(child).isPresent());
        stubborn.stop();
        assertFalse(ProcessHandle.of(stubborn.pid()).map(ProcessHandle::isAlive).orElse(false));
        editoragent.core.Until.isTrue("the child is gone", () -> !ProcessHandle.of(child).map(ProcessHandle::isAlive).orElse(false));
    }

    @Test
    public void stderr_whenThereIsMuchOfIt_isReadToItsEndAndLittleIsKept() throws Exception {
        Sidecar loud = shell("i=0; while [ $i -lt 3000 ]; do echo \"line $i\"; i=$((i+1)); done >&2");
        assertEquals("line 2999", loud.exited().get().lastWords());
        assertEquals(200, loud.log().size());
    }

    @Test
    public void start_whenThereIsNoSuchFile_saysSo() {
        IOException failure = assertThrows(IOException.class, () -> Sidecar.start(new SidecarCommand(Path.of("/nowhere/editor-agent"), List.of("acp"), Map.of())));
        assertTrue(failure.getMessage(), failure.getMessage().startsWith("/nowhere/editor-agent could not be started"));
    }

    @Test
    public void restartPolicy_waitsLongerEachTimeAndThenLeavesItToTheUser() {
        RestartPolicy policy = new RestartPolicy();
        assertEquals(Optional.of(Duration.ofMillis(500)), policy.afterEnd(Duration.ofSeconds(1)));
        assertEquals(Optional.of(Duration.ofMillis(1_000)), policy.afterEnd(Duration.ofSeconds(1)));
        assertEquals("a long life begins anew", Optional.of(Duration.ofMillis(500)), policy.afterEnd(Duration.ofMinutes(2)));
        for (int i = 0; i < 4; i++) {
            assertTrue(policy.afterEnd(Duration.ZERO).isPresent());
        }

        assertEquals(Optional.empty(), policy.afterEnd(Duration.ZERO));
        policy.reset();
        assertTrue(policy.afterEnd(Duration.ZERO).isPresent());
    }
}
