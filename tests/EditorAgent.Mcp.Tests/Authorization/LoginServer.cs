using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using EditorAgent.Mcp.Tests.Connections;

namespace EditorAgent.Mcp.Tests.Authorization;

/// <summary>The MCP server behind a real login (<c>servers/oidc-login.mjs</c>), and what it has counted.</summary>
internal sealed class LoginServer : IAsyncDisposable
{
    private readonly Process process;
    private readonly HttpClient client = new();

    private LoginServer(Process process, Uri url, string issuer) => (this.process, this.Url, this.Issuer) = (process, url, issuer);

    public Uri Url { get; }

    public string Issuer { get; }

    public static async Task<LoginServer> StartAsync(int secondsOfToken, CancellationToken cancellationToken)
    {
        var node = await McpServers.NodeAsync(cancellationToken);
        var packages = Path.GetFullPath("../../..", Path.GetDirectoryName(node)!);
        var start = new ProcessStartInfo(node, [Script(), packages, $"{secondsOfToken}"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        while (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.StartsWith('{'))
            {
                using var said = JsonDocument.Parse(line);
                return new LoginServer(process, new Uri(said.RootElement.GetProperty("url").GetString()!), said.RootElement.GetProperty("issuer").GetString()!);
            }
        }

        throw new InvalidOperationException("The login server did not start.");
    }

    /// <summary>How often something happened there: <c>logins</c>, <c>renewals</c>, <c>revocations</c>, <c>registrations</c>, <c>calls</c>, <c>refusals</c>.</summary>
    public async Task<int> CountAsync(string what, CancellationToken cancellationToken)
    {
        using var counts = JsonDocument.Parse(await this.client.GetStringAsync(new Uri(this.Url, "/counts"), cancellationToken));
        return counts.RootElement.GetProperty(what).GetInt32();
    }

    public async ValueTask DisposeAsync()
    {
        this.client.Dispose();
        this.process.Kill(entireProcessTree: true);
        await this.process.WaitForExitAsync();
        this.process.Dispose();
    }

    private static string Script([CallerFilePath] string thisFile = "") => Path.Combine(Path.GetDirectoryName(thisFile)!, "servers", "oidc-login.mjs");
}
