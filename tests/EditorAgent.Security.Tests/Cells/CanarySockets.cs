using System.Net.Sockets;

namespace EditorAgent.Security.Tests.Cells;

/// <summary>Unix sockets of the host that nothing inside the sandbox may reach. It counts who did.</summary>
internal sealed class CanarySockets : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly List<Socket> listeners = [];
    private readonly List<Task> accepting = [];
    private readonly IReadOnlyList<string> paths;
    private int hits;

    /// <param name="paths">Paths, or abstract names behind a NUL.</param>
    public CanarySockets(IReadOnlyList<string> paths)
    {
        this.paths = paths;
        foreach (var path in paths)
        {
            var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            listener.Bind(new UnixDomainSocketEndPoint(path));
            listener.Listen();
            if (path[0] != '\0' && !OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(path, (UnixFileMode)511);
            }

            this.listeners.Add(listener);
            this.accepting.Add(this.AcceptAsync(listener));
        }
    }

    public int Hits => Volatile.Read(ref this.hits);

    public async ValueTask DisposeAsync()
    {
        await this.stop.CancelAsync();
        await Task.WhenAll(this.accepting);
        this.listeners.ForEach(listener => listener.Dispose());
        foreach (var path in this.paths.Where(path => path[0] != '\0'))
        {
            File.Delete(path);
        }

        this.stop.Dispose();
    }

    private async Task AcceptAsync(Socket listener)
    {
        try
        {
            while (true)
            {
                using var visitor = await listener.AcceptAsync(this.stop.Token);
                Interlocked.Increment(ref this.hits);
            }
        }
        catch (OperationCanceledException)
        {
        }
    }
}
