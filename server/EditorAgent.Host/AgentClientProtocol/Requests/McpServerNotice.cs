using System.Text.Json;
using EditorAgent.Host.AgentClientProtocol.Sessions;
using EditorAgent.Protocol.Updates;
using Microsoft.Extensions.Logging;
using OfferedServer = EditorAgent.Protocol.McpServers.McpServer;

namespace EditorAgent.Host.AgentClientProtocol.Requests;

/// <summary>MCP servers that a client hands over are accepted, since refusing them would break the editor, but not started.</summary>
internal static partial class McpServerNotice
{
    public static void Post(IReadOnlyList<OfferedServer> servers, ClientProfile client, AcpSession session, ILogger logger)
    {
        if (servers.Count == 0)
        {
            return;
        }

        var names = string.Join(", ", servers.Select(NameOf));
        LogUnused(logger, session.Id, names);
        if (client.ShowsNotices)
        {
            session.Updates.Post(new SessionUpdate.Notice
            {
                Severity = NoticeSeverities.Warning,
                Title = "MCP servers are not used",
                Description = $"This version does not start MCP servers, so their tools are missing here: {names}. Everything else works.",
            });
        }
    }

    private static string NameOf(OfferedServer server) => server switch
    {
        OfferedServer.Stdio stdio => stdio.Name,
        OfferedServer.Http http => http.Name,
        OfferedServer.Sse sse => sse.Name,
        OfferedServer.Unknown { Raw: { ValueKind: JsonValueKind.Object } raw } when raw.TryGetProperty("name", out var name) => name.ToString(),
        _ => "(unnamed)",
    };

    [LoggerMessage(Level = LogLevel.Warning, Message = "ACP: session {Session} was given MCP servers that are not used: {Names}")]
    private static partial void LogUnused(ILogger logger, string session, string names);
}
