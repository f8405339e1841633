using System.Diagnostics;
using System.Globalization;
using EditorAgent.Core.Configuration.Mcp;
using EditorAgent.Mcp.Contract;

namespace EditorAgent.Host.CommandLine.McpConfig;

/// <summary><c>mcp-config test</c>: the server as a session would have it.</summary>
internal static class McpTesting
{
    private const int MostTools = 40;

    public static async Task<int> RunAsync(VerbContext context, McpDesk desk, string name, CancellationToken cancellationToken)
    {
        await using var output = new StreamWriter(context.Stdout, leaveOpen: true);
        var server = desk.Find(name);
        await McpEditing.AskInputsAsync(desk, server, cancellationToken);
        await using var hub = desk.HubOf(server);
        var begin = Stopwatch.GetTimestamp();
        hub.Start();
        var status = await hub.ConnectAsync(server.Name, cancellationToken);
        var took = Stopwatch.GetElapsedTime(begin);
        if (status.State != ServerState.Connected)
        {
            await WriteFailureAsync(output, status, server);
            return (int)(status.State is ServerState.NeedsTrust or ServerState.NeedsLogin or ServerState.NeedsInput ? ExitCode.Denied : ExitCode.Failed);
        }

        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{status.Name}: connected in {took.TotalMilliseconds:f0} ms, speaks {status.Era?.Revision} over {status.Era?.Transport.ToString().ToLowerInvariant()}{Self(status)}"));
        if (status.Latency is { } latency)
        {
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"last answer took {latency.TotalMilliseconds:f1} ms"));
        }

        var tools = hub.Tools;
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{McpListing.ToolsOf(status.ToolCount ?? tools.Length)}:"));
        foreach (var tool in tools.Take(MostTools))
        {
            await output.WriteLineAsync($"  {McpListing.Shown(tool.Tool.Name),-28} {McpListing.Shortened(tool.Tool.Description.Split('\n')[0], 90)}{(tool.Changed.IsEmpty ? "" : "  (changed since you approved it)")}");
        }

        if (tools.Any(tool => !tool.Changed.IsEmpty))
        {
            await output.WriteLineAsync($"  Next: editor-agent mcp-config trust {status.Name} shows what changed");
        }

        if (tools.Length > MostTools)
        {
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"  and {tools.Length - MostTools} more"));
        }

        foreach (var problem in status.Problems)
        {
            await output.WriteLineAsync($"note  {McpListing.Shown(problem)}");
        }

        return (int)(status.ToolCount is null ? ExitCode.Failed : ExitCode.Success);
    }

    private static string Self(ServerStatus status) => status.Introduction is { Name: { } name } self ? $" (calls itself {McpListing.Shown($"{name} {self.Version}".TrimEnd())})" : "";

    private static async Task WriteFailureAsync(StreamWriter output, ServerStatus status, McpServerDeclaration server)
    {
        await output.WriteLineAsync($"{status.Name}: {McpListing.WordOf(status.State).Replace('_', ' ')}");
        foreach (var problem in status.Problems)
        {
            await output.WriteLineAsync($"  {McpListing.Shown(problem)}");
        }

        foreach (var line in status.ErrorTail)
        {
            await output.WriteLineAsync($"  stderr  {McpListing.Shown(line)}");
        }

        if (NextOf(status, server) is { } next)
        {
            await output.WriteLineAsync($"  Next: {next}");
        }
    }

    private static string? NextOf(ServerStatus status, McpServerDeclaration server) => status.State switch
    {
        ServerState.NeedsTrust when status.TrustLines.IsEmpty => "editor-agent trust status",
        ServerState.NeedsTrust => $"editor-agent mcp-config trust {status.Name}",
        ServerState.Disabled when server.Scope != McpServerScope.ListedOnly => $"editor-agent mcp-config enable {status.Name}",
        ServerState.NeedsLogin => $"editor-agent mcp-config login {status.Name}",
        ServerState.NeedsInput when server.Inputs is [var input, ..] => $"editor-agent mcp-config edit {status.Name} --input {input.Id}",
        _ => null,
    };
}
