using EditorAgent.Core.Configuration.Mcp;
using EditorAgent.Core.Workspaces;
using EditorAgent.Mcp.Contract;
using EditorAgent.Protocol.Extensions;
using EditorAgent.Protocol.Updates;

namespace EditorAgent.Host.AgentClientProtocol.Servers;

/// <summary>How a server stands, in the words of the wire. Every text in it may be a stranger's and is made visible as it is.</summary>
internal static class ServerView
{
    public static McpServerStatus Of(ServerStatus status) => new()
    {
        Name = status.Name,
        Scope = status.Scope switch
        {
            McpServerScope.User => "user",
            McpServerScope.Workspace => "workspace",
            McpServerScope.Client => "client",
            _ => "listed",
        },
        What = Line(status.What),
        State = status.State switch
        {
            ServerState.Pending => "pending",
            ServerState.Connecting => "connecting",
            ServerState.Connected => "connected",
            ServerState.NeedsLogin => "needs_login",
            ServerState.NeedsTrust => "needs_trust",
            ServerState.NeedsInput => "needs_input",
            ServerState.Disabled => "disabled",
            _ => "failed",
        },
        Revision = status.Era?.Revision,
        Transport = status.Era?.Transport switch { McpTransport.Stdio => "stdio", McpTransport.Http => "http", McpTransport.Sse => "sse", _ => null },
        Tools = status.ToolCount,
        LatencyMs = status.Latency is { } latency ? (int)latency.TotalMilliseconds : null,
        Problems = [.. status.Problems.Select(Line)],
        TrustLines = [.. status.TrustLines.Select(Line)],
        Fingerprint = status.TrustHash,
        ErrorTail = [.. status.ErrorTail.Select(Line)],
    };

    /// <summary>What the user has to do or to know; null where there is nothing.</summary>
    public static SessionUpdate.Notice? NoticeOf(ServerStatus status) => status.State switch
    {
        ServerState.NeedsTrust => Notice(
            "An MCP server waits for your approval",
            $"{status.Name}: {Line(status.What)}. It is started when you allow it: with the first call that needs it, or by editor-agent mcp-config trust {status.Name}."),
        ServerState.NeedsLogin => Notice("An MCP server wants you to log in", $"{status.Name}: editor-agent mcp-config login {status.Name}. Everything else works."),
        ServerState.NeedsInput => Notice("An MCP server lacks a value", $"{status.Name}: {Reason(status)}"),
        ServerState.Failed => Notice("An MCP server cannot be used", $"{status.Name}: {Reason(status)} Everything else works."),
        _ => null,
    };

    private static string Reason(ServerStatus status) => status.Problems is [var first, ..] ? Line(first) : "it gives no reason.";

    private static SessionUpdate.Notice Notice(string title, string description) =>
        new() { Severity = NoticeSeverities.Warning, Title = title, Description = description };

    private static string Line(string text) => CanonicalText.Line(text, 500).Text;
}
