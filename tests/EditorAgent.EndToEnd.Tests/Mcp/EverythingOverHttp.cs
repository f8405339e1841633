using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using EditorAgent.EndToEnd.Tests.Executable;
using Xunit;

namespace EditorAgent.EndToEnd.Tests.Mcp;

/// <summary>The reference server behind HTTP, on a port of its own.</summary>
internal sealed class EverythingOverHttp : IAsyncDisposable
{
    private readonly Process process;

    private EverythingOverHttp(Process process, Uri address)
    {
        this.process = process;
        this.Address = address;
    }

    public Uri Address { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <param name="packages">Where it is.</param>
    /// <param name="transport"><c>streamableHttp</c> or <c>sse</c>.</param>
    public static async Task<EverythingOverHttp> StartAsync(McpPackages packages, string transport)
    {
        var port = FreePort();
        var start = new ProcessStartInfo(packages.Node, [packages.Everything, transport]) { RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["PORT"] = port.ToString(CultureInfo.InvariantCulture);
        var process = Process.Start(start)!;
        _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        _ = process.StandardError.ReadToEndAsync(CancellationToken.None);
        var server = new EverythingOverHttp(process, new Uri($"http://127.0.0.1:{port}/{(transport == "sse" ? "sse" : "mcp")}"));
        await server.ListensAsync(port);
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        if (!this.process.HasExited)
        {
            this.process.Kill(entireProcessTree: true);
        }

        await this.process.WaitForExitAsync(CancellationToken.None);
        this.process.Dispose();
    }

    private async Task ListensAsync(int port)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(Limits.Hang);
        while (true)
        {
            try
            {
                using var probe = new TcpClient();
                await probe.ConnectAsync(IPAddress.Loopback, port, limit.Token);
                return;
            }
            catch (SocketException) when (!this.process.HasExited)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), limit.Token);
            }
        }
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
