using EditorAgent.Mcp.Contract;

namespace EditorAgent.Mcp.Connections;

/// <summary>What one request of the caller may take, over all its rounds: it is stopped by the caller, by silence, or by its whole time.</summary>
internal sealed class RequestRun : IDisposable
{
    private readonly CallOptions options;
    private readonly TimeProvider time;
    private readonly CancellationToken caller;
    private readonly CancellationTokenSource stopping;
    private readonly CancellationTokenRegistration callersStop;
    private readonly ProgressReports? reports;
    private readonly long begin;
    private int questions;
    private bool isLast;

    public RequestRun(CallOptions options, TimeProvider time, CancellationToken caller)
    {
        this.options = options;
        this.time = time;
        this.caller = caller;
        this.begin = time.GetTimestamp();
        this.reports = options.Progress is { } progress ? new ProgressReports(progress, time) : null;
        this.stopping = new CancellationTokenSource(this.Patience(), time);
        this.callersStop = caller.UnsafeRegister(static state => ((CancellationTokenSource)state!).Cancel(), this.stopping);
    }

    public CancellationToken Stopped => this.stopping.Token;

    public Action<string>? TaskBegan => this.options.TaskBegan;

    public Action? TaskOver => this.options.TaskOver;

    public ServerQuestions? Questions => this.options.Questions;

    /// <summary>Told when the server has taken a request up that it answers only at its end.</summary>
    public Action? Heard { get; set; }

    public void Progressed(CallProgress progress)
    {
        this.SignOfLife();
        this.reports?.Take(progress);
    }

    public void SignOfLife()
    {
        if (Volatile.Read(ref this.questions) == 0)
        {
            this.stopping.CancelAfter(this.Patience());
        }
    }

    /// <summary>While the user thinks, the server is not silent.</summary>
    public void BeginQuestion()
    {
        if (Interlocked.Increment(ref this.questions) == 1)
        {
            this.stopping.CancelAfter(this.Patience());
        }
    }

    public void EndQuestion()
    {
        if (Interlocked.Decrement(ref this.questions) == 0)
        {
            this.stopping.CancelAfter(this.Patience());
        }
    }

    /// <summary>What to throw when it was stopped: the caller's own cancellation, or the limit that ran out.</summary>
    public Exception Reason(string server, bool wasSent)
    {
        if (this.caller.IsCancellationRequested)
        {
            return new OperationCanceledException(this.caller);
        }

        return new ServerException(ServerFailureKind.TimedOut, this.isLast
            ? $"The server {server} was not done after {Spoken(this.options.TotalLimit)}."
            : $"The server {server} gave no sign of life for {Spoken(this.options.IdleLimit)}.")
        {
            WasSent = wasSent,
        };
    }

    public void Dispose()
    {
        this.reports?.Dispose();
        this.callersStop.Dispose();
        this.stopping.Dispose();
    }

    /// <summary>How long it is waited from now on: for a sign of life, but no longer than for the whole; while the user thinks, for the whole alone.</summary>
    private TimeSpan Patience()
    {
        var (idle, total) = (Volatile.Read(ref this.questions) == 0 ? this.options.IdleLimit : Timeout.InfiniteTimeSpan, this.options.TotalLimit);
        if (total == Timeout.InfiniteTimeSpan)
        {
            return idle;
        }

        var left = total - this.time.GetElapsedTime(this.begin);
        this.isLast = idle == Timeout.InfiniteTimeSpan || left < idle;
        return !this.isLast ? idle : left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private static string Spoken(TimeSpan limit) => limit >= TimeSpan.FromMinutes(2) ? $"{limit.TotalMinutes:0.#} minutes" : $"{limit.TotalSeconds:0.#} seconds";
}
