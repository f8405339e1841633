using System.Diagnostics;
using Xunit;

namespace EditorAgent.Protocol.Tests.Doors.Served;

/// <summary>The server with the suite's fixtures, as a process. It ends with its standard input.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process process;

    private ServerProcess(Process process, string url)
    {
        this.process = process;
        this.Url = url;
    }

    public string Url { get; }

    public static async Task<ServerProcess> StartAsync()
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet", [Path.Combine(AppContext.BaseDirectory, "EditorAgent.Mcp.ConformanceServer.dll")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var process = Process.Start(start)!;
        return await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } url
            ? new ServerProcess(process, url)
            : throw new InvalidOperationException("The server with the suite's fixtures did not start.");
    }

    public async ValueTask DisposeAsync()
    {
        this.process.StandardInput.Close();
        await this.process.WaitForExitAsync(CancellationToken.None);
        this.process.Dispose();
    }
}
