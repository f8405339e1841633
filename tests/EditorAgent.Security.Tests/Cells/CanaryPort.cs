using System.Net;
using System.Net.Sockets;

namespace EditorAgent.Security.Tests.Cells;

/// <summary>A port on loopback that nobody may reach. It counts who did, and what they brought.</summary>
internal sealed class CanaryPort : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Task accepting;
    private int hits;

    public CanaryPort()
    {
        this.listener.Start();
        this.accepting = this.AcceptAsync();
    }

    public int Port => ((IPEndPoint)this.listener.LocalEndpoint).Port;

    public int Hits => Volatile.Read(ref this.hits);

    public async ValueTask DisposeAsync()
    {
        await this.stop.CancelAsync();
        await this.accepting;
        this.listener.Dispose();
        this.stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                using var visitor = await this.listener.AcceptTcpClientAsync(this.stop.Token);
                Interlocked.Increment(ref this.hits);
            }
        }
        catch (OperationCanceledException)
        {
        }
    }
}
