using EditorAgent.Mcp.Contract;
using EditorAgent.Mcp.Hub.Starting;

namespace EditorAgent.Mcp.Hub.Running;

/// <summary>Starts a server again that failed, with growing pauses, until it runs, until a person is needed, or until it had its starts.</summary>
internal sealed class Recovery(StartBudget budget, StatusBoard board, Func<CancellationToken, Task> start, TimeProvider time, CancellationToken stop)
{
    private readonly Lock gate = new();
    private Task running = Task.CompletedTask;

    /// <summary>Completes when nothing is being recovered; never faults.</summary>
    public Task Idle
    {
        get
        {
            lock (this.gate)
            {
                return this.running;
            }
        }
    }

    public void Begin()
    {
        lock (this.gate)
        {
            if (this.running.IsCompleted && !stop.IsCancellationRequested)
            {
                this.running = Task.Run(this.RunAsync, CancellationToken.None);
            }
        }
    }

    private async Task RunAsync()
    {
        while (!budget.IsSpent)
        {
            try
            {
                await Task.Delay(budget.Wait, time, stop);
                await start(stop);
                return;
            }
            catch (ServerException) when (board.State == ServerState.Failed)
            {
                // Once more, after a longer pause.
            }
            catch (Exception over) when (over is ServerException or OperationCanceledException)
            {
                return;
            }
        }

        board.Become(
            ServerState.Failed, $"{board.Failure} It was started too often in ten minutes and is left alone now; a later use, or a restart by you, starts it again.".TrimStart());
    }
}
