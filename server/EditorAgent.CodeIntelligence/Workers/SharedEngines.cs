namespace EditorAgent.CodeIntelligence.Workers;

/// <summary>The engines of a process, one for each workspace, made when first asked for and shared until nobody uses them any more.</summary>
public sealed class SharedEngines<T>
    where T : class, IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Share> shares = new(StringComparer.Ordinal);

    public Lease<T> Rent(string key, Func<T> make)
    {
        lock (this.gate)
        {
            if (!this.shares.TryGetValue(key, out var share))
            {
                this.shares[key] = share = new Share(make());
            }

            share.Users++;
            return new Lease<T>(share.Engine, () => this.GiveBackAsync(key, share));
        }
    }

    private ValueTask GiveBackAsync(string key, Share share)
    {
        lock (this.gate)
        {
            if (--share.Users > 0)
            {
                return ValueTask.CompletedTask;
            }

            this.shares.Remove(key);
        }

        return share.Engine.DisposeAsync();
    }

    private sealed class Share(T engine)
    {
        public T Engine => engine;

        public int Users { get; set; }
    }
}
