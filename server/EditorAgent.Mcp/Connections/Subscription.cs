namespace EditorAgent.Mcp.Connections;

internal sealed class Subscription(Func<Task> end) : IAsyncDisposable
{
    private int isOver;

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref this.isOver, 1) == 0)
        {
            await end();
        }
    }
}
