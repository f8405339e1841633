namespace EditorAgent.Host.AgentClientProtocol.Sessions;

/// <summary>The turn that runs, and the two ways to stop it: the session's cancel and the request's own.</summary>
internal sealed class RunningTurn(CancellationToken request) : IDisposable
{
    private readonly CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(request);
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public CancellationToken Token => this.stop.Token;

    public Task Ended => this.ended.Task;

    /// <summary>What the token stops runs elsewhere: the caller may hold a lock.</summary>
    public void Cancel() => _ = this.stop.CancelAsync();

    public void End() => this.ended.TrySetResult();

    public void Dispose() => this.stop.Dispose();
}
