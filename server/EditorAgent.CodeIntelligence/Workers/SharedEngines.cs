namespace EditorAgent.CodeIntelligence.Workers;

/// <summary>The engines of a process, one for each workspace, made when first asked for and shared until nobody uses them any more.</summary>
public sealed class SharedEngines<T>
    where T : class, IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, (T Engine, int Users)> engines = new(StringComparer.Ordinal);

    public Lease<T> Rent(string key, Func<T> make)
    {
        lock (this.gate)
        {
            var (engine, users) = this.engines.TryGetValue(key, out var known) ? known : (make(), 0);
            this.engines[key] = (engine, users + 1);
            return new Lease<T>(engine, () => this.GiveBackAsync(key));
        }
    }

    private ValueTask GiveBackAsync(string key)
    {
        T engine;
        lock (this.gate)
        {
            (engine, var users) = this.engines[key];
            if (users > 1)
            {
                this.engines[key] = (engine, users - 1);
                return ValueTask.CompletedTask;
            }

            this.engines.Remove(key);
        }

        return engine.DisposeAsync();
    }
}
