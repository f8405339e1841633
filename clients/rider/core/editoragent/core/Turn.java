package editoragent.core;

import editoragent.core.acp.AcpClient;
import editoragent.core.acp.TurnEnd;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;

/** Something that the user wants done: waits, runs, and ends once. */
final class Turn {
    final long key;
    /** What the user reads while it waits. */
    final Prompt prompt;
    /** Of a code action the agent itself tells what was said. */
    final boolean isSaidHere;
    final BiFunction<AcpClient, String, CompletableFuture<TurnEnd>> begin;
    final CompletableFuture<String> ended = new CompletableFuture<>();
    boolean isCancelled;

    Turn(long key, Prompt prompt, boolean isSaidHere, BiFunction<AcpClient, String, CompletableFuture<TurnEnd>> begin) {
        this.key = key;
        this.prompt = prompt;
        this.isSaidHere = isSaidHere;
        this.begin = begin;
    }

    static Turn saying(long key, Prompt prompt) {
        return new Turn(key, prompt, true, (client, sessionId) -> client.prompt(sessionId, prompt.blocks()));
    }
}
