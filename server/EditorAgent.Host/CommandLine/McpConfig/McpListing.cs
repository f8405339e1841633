using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using EditorAgent.Core.Configuration.Mcp;
using EditorAgent.Core.Trust;
using EditorAgent.Core.Workspaces;
using EditorAgent.Mcp.Contract;
using EditorAgent.Mcp.Settings;

namespace EditorAgent.Host.CommandLine.McpConfig;

/// <summary><c>mcp-config list</c>.</summary>
internal static class McpListing
{
    public static async Task<int> RunAsync(VerbContext context, McpDesk desk, bool isJson, CancellationToken cancellationToken)
    {
        var inspection = desk.Inspection;
        var servers = new List<InspectedServer>();
        foreach (var server in desk.Configuration.Servers)
        {
            servers.Add(await inspection.InspectAsync(server, cancellationToken));
        }

        if (isJson)
        {
            WriteJson(context.Stdout, desk, servers);
            return (int)ExitCode.Success;
        }

        await using var output = new StreamWriter(context.Stdout, leaveOpen: true);
        if (servers.Count == 0 && desk.Configuration.Problems.IsEmpty)
        {
            await output.WriteLineAsync("No MCP servers yet. Add one:");
            await output.WriteLineAsync("  editor-agent mcp-config add files -- npx -y @modelcontextprotocol/server-filesystem .");
            await output.WriteLineAsync("  editor-agent mcp-config add wiki https://wiki.example.com/mcp");
            await output.WriteLineAsync("or take over another program's: editor-agent mcp-config import claude|cursor|vscode|kimi");
        }

        foreach (var server in servers)
        {
            await WriteAsync(output, server);
        }

        foreach (var problem in desk.Configuration.Problems)
        {
            await output.WriteLineAsync($"note  {Shown(problem)}");
        }

        if (servers.Any(server => server.Declaration.Scope == McpServerScope.Workspace) && await desk.Trust.CheckAsync(cancellationToken) is not TrustCheck.Trusted)
        {
            await output.WriteLineAsync("note  This folder is not trusted, so none of its servers starts, approved or not. See: editor-agent trust status");
        }

        return (int)ExitCode.Success;
    }

    /// <summary>One word for a state, the same in text and JSON.</summary>
    public static string WordOf(ServerState state) => state switch
    {
        ServerState.Pending => "pending",
        ServerState.Connecting => "connecting",
        ServerState.Connected => "connected",
        ServerState.NeedsLogin => "needs_login",
        ServerState.NeedsTrust => "needs_trust",
        ServerState.NeedsInput => "needs_input",
        ServerState.Failed => "failed",
        _ => "disabled",
    };

    public static string WordOf(McpServerScope scope) => scope switch
    {
        McpServerScope.User => "user",
        McpServerScope.Workspace => "workspace",
        McpServerScope.Client => "client",
        _ => "listed",
    };

    public static string Shown(string text) => CanonicalText.Line(text).Text;

    /// <summary>At most so many characters of a stranger's text; the mark of the cut is ours.</summary>
    public static string Shortened(string text, int most) => text.Length > most ? Shown(text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)]) + "…" : Shown(text);

    public static string ToolsOf(int count) => string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? "tool" : "tools")}");

    /// <summary>Lines of a difference are marked; those of what was never seen are not.</summary>
    public static bool IsChange(IEnumerable<string> trustLines) =>
        trustLines.Any(line => line.StartsWith("- ", StringComparison.Ordinal) || line.StartsWith("+ ", StringComparison.Ordinal));

    private static async Task WriteAsync(TextWriter output, InspectedServer server)
    {
        var status = server.Status;
        var state = status.State switch
        {
            ServerState.Pending => status.Era is null ? "ready, never started yet" : "ready",
            ServerState.NeedsTrust => status.TrustLines.IsEmpty ? "waits for this folder to be trusted" : "needs your approval",
            ServerState.NeedsInput => "needs a value",
            ServerState.Disabled => server.Declaration.Scope == McpServerScope.ListedOnly ? "not ours" : "off",
            var other => WordOf(other),
        };
        await output.WriteLineAsync($"{status.Name}  ({WordOf(status.Scope)})  {state}{Remembered(server)}");
        await output.WriteLineAsync($"      {Shown(status.What)}");
        foreach (var problem in status.Problems.Where(_ => status.TrustLines.IsEmpty && (status.State != ServerState.Disabled || server.Declaration.Scope == McpServerScope.ListedOnly)))
        {
            await output.WriteLineAsync($"      {Shown(problem)}");
        }

        if (status.State == ServerState.NeedsTrust && !status.TrustLines.IsEmpty)
        {
            await output.WriteLineAsync($"      {(IsChange(status.TrustLines) ? "It changed since you approved it." : "Nobody approved it yet.")} Look at it with: editor-agent mcp-config trust {status.Name}");
        }

        if (server.ChangedTools is { IsEmpty: false } changed)
        {
            await output.WriteLineAsync($"      Changed since you approved {(changed.Length == 1 ? "it" : "them")}: {Shortened(string.Join(", ", changed), 200)}. Look at the change with: editor-agent mcp-config trust {status.Name}");
        }

        if (status.State == ServerState.NeedsInput && server.Declaration.Inputs is [var input, ..])
        {
            await output.WriteLineAsync($"      Give it with: editor-agent mcp-config edit {status.Name} --input {input.Id}");
        }
    }

    /// <summary>What the server was when it was last reached, in whichever session.</summary>
    private static string Remembered(InspectedServer server)
    {
        if (server.Status.Era is not { } era)
        {
            return "";
        }

        var tools = server.Status.ToolCount switch { null => "tools not listed yet", 1 => "1 tool", var count => $"{count} tools" };
        var time = server.ReachedAt is { } at ? string.Create(CultureInfo.InvariantCulture, $", last started {at.UtcDateTime:yyyy-MM-dd HH:mm} UTC") : "";
        return $", {tools}, spoke {Shown(era.Revision)}{time}";
    }

    private static void WriteJson(Stream stdout, McpDesk desk, List<InspectedServer> servers)
    {
        using var json = new Utf8JsonWriter(stdout, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        json.WriteStartArray("servers");
        foreach (var server in servers)
        {
            json.WriteStartObject();
            json.WriteString("name", server.Status.Name);
            json.WriteString("scope", WordOf(server.Status.Scope));
            json.WriteString("source", server.Declaration.Source);
            json.WriteString("what", server.Status.What);
            json.WriteString("state", WordOf(server.Status.State));
            WriteIfGiven(json, "revision", server.Status.Era?.Revision);
            if (server.Status.ToolCount is { } tools)
            {
                json.WriteNumber("tools", tools);
            }

            if (server.ReachedAt is { } at)
            {
                json.WriteString("reached", at.UtcDateTime);
            }

            WriteLines(json, "problems", server.Status.Problems);
            WriteLines(json, "trust", server.Status.TrustLines);
            WriteLines(json, "changedTools", server.ChangedTools);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteLines(json, "problems", desk.Configuration.Problems);
        json.WriteEndObject();
        json.Flush();
        stdout.Write("\n"u8);
    }

    private static void WriteIfGiven(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    private static void WriteLines(Utf8JsonWriter json, string name, IEnumerable<string> lines)
    {
        json.WriteStartArray(name);
        foreach (var line in lines)
        {
            json.WriteStringValue(line);
        }

        json.WriteEndArray();
    }
}
