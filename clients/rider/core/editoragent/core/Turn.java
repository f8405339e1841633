package editoragent.core;

import editoragent.core.acp.AcpClient;
import editoragent.core.acp.TurnEnd;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;

/** Something that the user wants done: waits, runs, and ends once. */
final class Turn {
    final long key;
    /** What the user reads while it waits. */
    final String text;
    /** Of a code action the agent itself tells what was said. */
    final boolean isSaidHere;
    final BiFunction<AcpClient, String, CompletableFuture<TurnEnd>> begin;
    final CompletableFuture<String> ended = new CompletableFuture<>();
    boolean isCancelled;

    Turn(long key, String text, boolean isSaidHere, BiFunction<AcpClient, String, CompletableFuture<TurnEnd>> begin) {
        this.key = key;
        this.text = text;
        this.isSaidHere = isSaidHere;
        this.begin = begin;
    }
}
