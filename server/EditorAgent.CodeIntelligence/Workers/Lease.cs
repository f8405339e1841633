namespace EditorAgent.CodeIntelligence.Workers;

/// <summary>A share in an engine that belongs to the workspace; the engine ends with the last share.</summary>
public sealed class Lease<T>(T engine, Func<ValueTask> giveBack) : IAsyncDisposable
    where T : class
{
    private int isGivenBack;

    public T Engine => engine;

    /// <summary>The same share, seen as less.</summary>
    public Lease<TLess> As<TLess>()
        where TLess : class => new((TLess)(object)engine, this.DisposeAsync);

    public ValueTask DisposeAsync() => Interlocked.Exchange(ref this.isGivenBack, 1) == 0 ? giveBack() : ValueTask.CompletedTask;
}
