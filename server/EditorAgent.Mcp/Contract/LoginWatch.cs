namespace EditorAgent.Mcp.Contract;

/// <summary>Whether a person is logging in to one server right now: nobody hurries them. Safe from any thread.</summary>
public sealed class LoginWatch
{
    private readonly Lock gate = new();
    private readonly List<Action<bool>> listeners = [];
    private int running;

    public bool IsRunning
    {
        get
        {
            lock (this.gate)
            {
                return this.running > 0;
            }
        }
    }

    /// <summary>A login begins; it ends when what is returned is disposed of.</summary>
    public IDisposable Begin()
    {
        this.Change(1);
        return new Ending(() => this.Change(-1));
    }

    /// <summary>Told at once if a login is running, and of each begin and end, one after the other; not any more once disposed of.</summary>
    /// <param name="changed">Must return at once.</param>
    public IDisposable Follow(Action<bool> changed)
    {
        lock (this.gate)
        {
            this.listeners.Add(changed);
            if (this.running > 0)
            {
                changed(true);
            }
        }

        return new Ending(() =>
        {
            lock (this.gate)
            {
                this.listeners.Remove(changed);
            }
        });
    }

    private void Change(int by)
    {
        lock (this.gate)
        {
            var was = this.running > 0;
            this.running += by;
            if (was != this.running > 0)
            {
                this.listeners.ForEach(listener => listener(this.running > 0));
            }
        }
    }

    private sealed class Ending(Action end) : IDisposable
    {
        private Action? left = end;

        public void Dispose() => Interlocked.Exchange(ref this.left, null)?.Invoke();
    }
}
