using System.Collections.Concurrent;

namespace EditorAgent.Core.Processes;

/// <summary>
/// A program that runs, whoever waits for it: it ends by itself or by <see cref="StopAsync"/>, with everything it started. Its specification
/// has no limit of time; whoever waits has.
/// </summary>
public sealed class RunningCommand : IProgress<string>, IAsyncDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private readonly TimeProvider time;
    private readonly long started;
    private readonly ConcurrentQueue<string> findings = [];
    private IProgress<string>? watcher;
    private TaskCompletionSource news = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="specification">What runs.</param>
    /// <param name="output">Where it writes; this one's from here on.</param>
    /// <param name="watcher">Hears what is new, until <see cref="Detach"/>.</param>
    /// <param name="time">For all waiting.</param>
    public RunningCommand(ProcessSpecification specification, CommandOutput output, IProgress<string> watcher, TimeProvider time)
    {
        this.Output = output;
        this.watcher = watcher;
        this.time = time;
        this.started = time.GetTimestamp();
        this.Ended = new ProcessRunner(time).RunAsync(specification with { Found = this.Note }, output, this, this.stopping.Token);
    }

    /// <summary>Something was found of protected files: one line; raised from any thread.</summary>
    public event Action<string>? Found;

    /// <summary>What was found of protected files so far, one line each.</summary>
    public IEnumerable<string> Findings => this.findings;

    public CommandOutput Output { get; }

    /// <summary>Faulted when it could not be started, cancelled when it was stopped.</summary>
    public Task<ProcessOutcome> Ended { get; }

    public TimeSpan Running => this.time.GetElapsedTime(this.started);

    /// <summary>Completes with the next output.</summary>
    public Task News => Volatile.Read(ref this.news).Task;

    /// <summary>Whether it ends within the time; throws what <see cref="Ended"/> throws, never for being late.</summary>
    public async Task<bool> EndsWithinAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        try
        {
            await this.Ended.WaitAsync(limit, this.time, cancellationToken);
            return true;
        }
        catch (TimeoutException) when (!this.Ended.IsFaulted)
        {
            return false;
        }
    }

    /// <summary>From here on nobody watches it run.</summary>
    public void Detach() => Volatile.Write(ref this.watcher, null);

    /// <summary>Nothing of it is alive when this returns.</summary>
    public async Task StopAsync()
    {
        await this.stopping.CancelAsync();
        await ((Task)this.Ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private void Note(string line)
    {
        this.findings.Enqueue(line);
        this.Found?.Invoke(line);
    }

    void IProgress<string>.Report(string value)
    {
        Interlocked.Exchange(ref this.news, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
        Volatile.Read(ref this.watcher)?.Report(value);
    }

    public async ValueTask DisposeAsync()
    {
        await this.StopAsync();
        this.Output.Dispose();
        this.stopping.Dispose();
    }
}
