using System.Collections.Immutable;
using System.Globalization;

namespace EditorAgent.Core.Processes;

/// <summary>
/// The commands that run beside a session's conversation. They are the session's: ending it ends them, with everything they started, and
/// whatever ends this process ends them too (<see cref="OrphanWatch"/>). Safe from any thread.
/// </summary>
public sealed class BackgroundCommands : IAsyncDisposable
{
    /// <summary>At once.</summary>
    public const int Most = 8;

    /// <summary>Those that have ended stay to be looked at, the latest of them.</summary>
    private const int MostKept = 40;

    private readonly Lock gate = new();
    private readonly List<Task> watching = [];
    private ImmutableArray<BackgroundCommand> all = [];
    private int count;
    private bool isOver;

    /// <summary>Raised once for each, from any thread.</summary>
    public event Action<BackgroundCommand>? Ended;

    /// <summary>Something was found of protected files, in one line; raised from any thread.</summary>
    public event Action<BackgroundCommand, string>? Found;

    /// <summary>Whether something is what the session's own tools have written, by its path; null where they write nothing.</summary>
    public Func<string, bool>? IsWrittenBySession { get; init; }

    public ImmutableArray<BackgroundCommand> All
    {
        get
        {
            lock (this.gate)
            {
                return this.all;
            }
        }
    }

    public bool HasRoom => this.All.Count(command => !command.HasEnded) < Most;

    public BackgroundCommand? Find(string id) => this.All.FirstOrDefault(command => command.Id == id);

    /// <summary>Takes a command over; this one's from here on.</summary>
    /// <returns>Null when there are too many: it stays the caller's.</returns>
    public BackgroundCommand? TryTake(RunningCommand running, string title, bool isKeptIn)
    {
        lock (this.gate)
        {
            if (this.isOver || this.all.Count(command => !command.HasEnded) >= Most)
            {
                return null;
            }

            var taken = new BackgroundCommand(string.Create(CultureInfo.InvariantCulture, $"c{++this.count}"), title, isKeptIn, running);
            this.Forget();
            this.all = this.all.Add(taken);
            running.Detach();
            running.Found += line => this.Found?.Invoke(taken, line);
            this.watching.RemoveAll(watch => watch.IsCompleted);
            this.watching.Add(this.WatchAsync(taken));
            return taken;
        }
    }

    /// <summary>Those that have ended and of which the model has not been told; each once.</summary>
    public ImmutableArray<BackgroundCommand> TakeUntold() => [.. this.All.Where(command => command.HasEnded && command.TryTell())];

    public async ValueTask DisposeAsync()
    {
        ImmutableArray<BackgroundCommand> left;
        Task[] watches;
        lock (this.gate)
        {
            if (this.isOver)
            {
                return;
            }

            this.isOver = true;
            left = this.all;
            watches = [.. this.watching];
        }

        await Task.WhenAll(left.Select(command => command.Command.DisposeAsync().AsTask()));
        await Task.WhenAll(watches);
    }

    private void Forget()
    {
        if (this.all.Length >= MostKept && this.all.FirstOrDefault(command => command.HasEnded) is { } oldest)
        {
            this.all = this.all.Remove(oldest);
            oldest.Command.Output.Dispose();
        }
    }

    private async Task WatchAsync(BackgroundCommand command)
    {
        await ((Task)command.Command.Ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        if (!this.isOver)
        {
            this.Ended?.Invoke(command);
        }
    }
}
