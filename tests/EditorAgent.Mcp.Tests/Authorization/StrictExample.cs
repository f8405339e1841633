using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using EditorAgent.Mcp.Tests.Connections;

namespace EditorAgent.Mcp.Tests.Authorization;

internal sealed class StrictExample : IAsyncDisposable
{
    private readonly Process process;

    private StrictExample(Process process, int port) => (this.process, this.Url) = (process, new Uri($"http://localhost:{port}/mcp"));

    public Uri Url { get; }

    public static async Task<StrictExample> StartAsync(string script, CancellationToken cancellationToken)
    {
        var (port, issuerPort) = FreePorts();
        var start = new ProcessStartInfo(await McpServers.NodeAsync(cancellationToken), [script, "--oauth", "--oauth-strict"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["MCP_PORT"] = $"{port}";
        start.Environment["MCP_AUTH_PORT"] = $"{issuerPort}";
        var server = new StrictExample(Process.Start(start)!, port);
        server.process.OutputDataReceived += (_, _) => { };
        server.process.ErrorDataReceived += (_, _) => { };
        server.process.BeginOutputReadLine();
        server.process.BeginErrorReadLine();
        foreach (var one in (int[])[issuerPort, port])
        {
            await ListensAsync(one, cancellationToken);
        }

        return server;
    }

    public async ValueTask DisposeAsync()
    {
        this.process.Kill(entireProcessTree: true);
        await this.process.WaitForExitAsync();
        this.process.Dispose();
    }

    private static (int One, int Other) FreePorts()
    {
        using var one = new TcpListener(IPAddress.Loopback, 0);
        using var other = new TcpListener(IPAddress.Loopback, 0);
        one.Start();
        other.Start();
        return (((IPEndPoint)one.LocalEndpoint).Port, ((IPEndPoint)other.LocalEndpoint).Port);
    }

    private static async Task ListensAsync(int port, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(McpServers.Patience);
        while (true)
        {
            using var client = new TcpClient();
            try
            {
                await client.ConnectAsync("localhost", port, limit.Token);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, limit.Token);
            }
        }
    }
}
