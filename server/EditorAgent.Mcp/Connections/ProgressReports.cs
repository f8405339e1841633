using EditorAgent.Mcp.Contract;

namespace EditorAgent.Mcp.Connections;

/// <summary>Hands on at most ten reports a second, the newest of what came in between, and the last one always.</summary>
internal sealed class ProgressReports(IProgress<CallProgress> to, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Spacing = TimeSpan.FromMilliseconds(100);

    private readonly Lock gate = new();
    private ITimer? timer;
    private CallProgress? waiting;
    private bool isSpacing;
    private bool isOver;

    public void Take(CallProgress progress)
    {
        lock (this.gate)
        {
            if (this.isOver)
            {
                return;
            }

            if (this.isSpacing)
            {
                this.waiting = progress;
                return;
            }

            this.Report(progress);
        }
    }

    public void Dispose()
    {
        lock (this.gate)
        {
            if (!this.isOver && this.waiting is { } last)
            {
                this.Report(last);
            }

            this.isOver = true;
        }

        this.timer?.Dispose();
    }

    private void Spaced()
    {
        lock (this.gate)
        {
            this.isSpacing = false;
            if (!this.isOver && this.waiting is { } progress)
            {
                this.waiting = null;
                this.Report(progress);
            }
        }
    }

    private void Report(CallProgress progress)
    {
        this.isSpacing = true;
        this.timer ??= time.CreateTimer(_ => this.Spaced(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        this.timer.Change(Spacing, Timeout.InfiniteTimeSpan);
        try
        {
            to.Report(progress);
        }
        catch (Exception)
        {
            // Who cannot take reports gets no more; the call itself goes on.
            this.isOver = true;
        }
    }
}
