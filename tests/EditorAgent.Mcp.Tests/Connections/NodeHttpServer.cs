using System.Collections.Immutable;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace EditorAgent.Mcp.Tests.Connections;

/// <summary>A node script that listens on a free port of this machine; ends with the test.</summary>
internal sealed class NodeHttpServer : IAsyncDisposable
{
    private readonly Process process;
    private int isDisposed;

    private NodeHttpServer(Process process, int port) => (this.process, this.Port) = (process, port);

    public int Port { get; }

    public Uri At(string path) => new($"http://127.0.0.1:{this.Port}{path}");

    public static async Task<NodeHttpServer> StartAsync(ImmutableArray<string> arguments, CancellationToken cancellationToken)
    {
        var port = FreePort();
        var start = new ProcessStartInfo(await McpServers.NodeAsync(cancellationToken), arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PORT"] = $"{port}";
        var server = new NodeHttpServer(Process.Start(start)!, port);
        server.process.OutputDataReceived += (_, _) => { };
        server.process.ErrorDataReceived += (_, _) => { };
        server.process.BeginOutputReadLine();
        server.process.BeginErrorReadLine();
        await server.ListensAsync(cancellationToken);
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref this.isDisposed, 1) != 0)
        {
            return;
        }

        this.process.Kill(entireProcessTree: true);
        await this.process.WaitForExitAsync();
        this.process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task ListensAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(McpServers.Patience);
        while (true)
        {
            using var client = new TcpClient();
            try
            {
                await client.ConnectAsync(IPAddress.Loopback, this.Port, limit.Token);
                return;
            }
            catch (SocketException)
            {
                // It does not listen yet, and nothing says when it will. Bounded by the limit.
                await Task.Delay(20, limit.Token);
            }
        }
    }
}
