using EditorAgent.Mcp.Contract;

namespace EditorAgent.Mcp.Tools;

/// <summary>Waits for servers that are on their way, for a bounded time.</summary>
internal static class ServerWait
{
    /// <summary>Whether it may soon offer tools that are not known yet.</summary>
    public static bool IsComing(ServerStatus status) => status.State == ServerState.Connecting || status is { State: ServerState.Pending, ToolCount: null };

    /// <summary>Returns when <paramref name="isDone"/> says so after a change, or when the time is over.</summary>
    public static async Task UntilAsync(IServers servers, Func<bool> isDone, TimeSpan most, TimeProvider time, CancellationToken cancellationToken)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var subscription = servers.Subscribe(_ =>
        {
            if (isDone())
            {
                done.TrySetResult();
            }
        });
        if (isDone())
        {
            return;
        }

        try
        {
            await done.Task.WaitAsync(most, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            // What is there by now has to do.
        }
    }
}
