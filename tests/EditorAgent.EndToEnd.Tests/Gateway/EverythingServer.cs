using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using EditorAgent.EndToEnd.Tests.Executable;
using EditorAgent.EndToEnd.Tests.Mcp;
using Xunit;

namespace EditorAgent.EndToEnd.Tests.Gateway;

/// <summary>The reference server of the MCP project over streamable HTTP, as a process of its own.</summary>
internal sealed class EverythingServer : IAsyncDisposable
{
    private readonly Process process;
    private readonly Task output;

    private EverythingServer(Process process, Uri address)
    {
        this.process = process;
        this.Address = address;
        this.output = Task.WhenAll(process.StandardOutput.ReadToEndAsync(CancellationToken.None), process.StandardError.ReadToEndAsync(CancellationToken.None));
    }

    public Uri Address { get; }

    public static async Task<EverythingServer> StartAsync()
    {
        var packages = await McpPackages.OpenAsync();
        var port = FreePort();
        var start = new ProcessStartInfo(packages.Node, [packages.Everything, "streamableHttp"]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PORT"] = $"{port}";
        var process = Process.Start(start)!;
        var address = new Uri($"http://127.0.0.1:{port}/mcp");
        await ListensAsync(process, port);
        return new EverythingServer(process, address);
    }

    public async ValueTask DisposeAsync()
    {
        if (!this.process.HasExited)
        {
            this.process.Kill(entireProcessTree: true);
            await this.process.WaitForExitAsync(CancellationToken.None);
        }

        await this.output;
        this.process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>It says so on its standard error.</summary>
    private static async Task ListensAsync(Process process, int port)
    {
        var token = TestContext.Current.CancellationToken;
        while (await process.StandardError.ReadLineAsync(token).AsTask().WaitAsync(Limits.Hang, token) is { } line)
        {
            if (line.Contains($"{port}", StringComparison.Ordinal))
            {
                return;
            }
        }

        throw new InvalidOperationException("The server ended before it listened.");
    }
}
