namespace EditorAgent.CodeIntelligence.Roslyn.Hosting;

/// <summary>Which questions are being worked on, so that what can wait does. Safe to use from several threads.</summary>
internal sealed class QueryTraffic
{
    private readonly Lock gate = new();
    private int asking;
    private TaskCompletionSource? quiet;

    /// <summary>Whether something waits for quiet.</summary>
    public bool IsAwaited
    {
        get
        {
            lock (this.gate)
            {
                return this.quiet is not null;
            }
        }
    }

    /// <returns>Dispose when the question is answered.</returns>
    public IDisposable Enter()
    {
        lock (this.gate)
        {
            this.asking++;
        }

        return new Question(this);
    }

    /// <summary>Returns when nobody asks.</summary>
    public Task QuietAsync(CancellationToken cancellationToken)
    {
        lock (this.gate)
        {
            if (this.asking == 0)
            {
                return Task.CompletedTask;
            }

            this.quiet ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return this.quiet.Task.WaitAsync(cancellationToken);
        }
    }

    private void Leave()
    {
        lock (this.gate)
        {
            if (--this.asking == 0)
            {
                this.quiet?.TrySetResult();
                this.quiet = null;
            }
        }
    }

    private sealed class Question(QueryTraffic traffic) : IDisposable
    {
        private int left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref this.left, 1) == 0)
            {
                traffic.Leave();
            }
        }
    }
}
