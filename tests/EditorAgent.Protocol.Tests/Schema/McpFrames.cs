using System.Text.Json;
using EditorAgent.Protocol.Extensions;

namespace EditorAgent.Protocol.Tests.Schema;

/// <summary>One exchange of each <c>_editoragent/mcp/*</c> method.</summary>
internal static class McpFrames
{
    private static readonly McpServerStatus Server = new()
    {
        Name = "db", Scope = "workspace", What = "node server.js", State = "needs_trust", Revision = "2026-07-28", Transport = "stdio", Tools = 2, LatencyMs = 3,
        Problems = ["p"], TrustLines = ["- old", "+ new"], Fingerprint = "ab", ErrorTail = ["e"],
    };

    private static readonly ListMcpServersResult All = new() { Servers = [Server], Problems = [] };

    private static readonly JsonElement Entry = JsonElement.Parse("""{"command":"node","args":["server.js"]}""");

    public static Transcript AddMcp(this Transcript transcript, string session) => transcript
        .Request("client", EditorAgentMethods.ListMcpServers, new ListMcpServersParams { SessionId = session }, All)
        .Request("client", EditorAgentMethods.TestMcpServer, new TestMcpServerParams { SessionId = session, Name = "db" }, new McpServerResult { Server = Server })
        .Request("client", EditorAgentMethods.TrustMcpServer, new TrustMcpServerParams { SessionId = session, Name = "db", Fingerprint = "ab", BelievesAnnotations = true }, new McpServerResult { Server = Server })
        .Request("client", EditorAgentMethods.AddMcpServer, new AddMcpServerParams { SessionId = session, Name = "db", Scope = "user", Server = Entry }, All)
        .Request("client", EditorAgentMethods.EditMcpServer, new EditMcpServerParams { SessionId = session, Name = "db", Scope = "user", Changes = Entry }, All)
        .Request("client", EditorAgentMethods.RemoveMcpServer, new RemoveMcpServerParams { SessionId = session, Name = "db", Scope = "user" }, All)
        .Request("client", EditorAgentMethods.EnableMcpServer, new EnableMcpServerParams { SessionId = session, Name = "db" }, All)
        .Request("client", EditorAgentMethods.DisableMcpServer, new DisableMcpServerParams { SessionId = session, Name = "db" }, All)
        .Request("client", EditorAgentMethods.LoginMcpServer, new LoginMcpServerParams { SessionId = session, Name = "db" }, new McpServerResult { Server = Server })
        .Request("client", EditorAgentMethods.LogoutMcpServer, new LogoutMcpServerParams { SessionId = session, Name = "db" }, new McpServerResult { Server = Server })
        .Request("client", EditorAgentMethods.ImportMcpServers, new ImportMcpServersParams { SessionId = session, Source = "vscode", Scope = "user", Names = ["db"] }, new ImportMcpServersResult
        {
            Servers = [new McpImport { Name = "db", Source = ".vscode/mcp.json", What = "node server.js", IsWritten = true, Note = "n" }],
        })
        .Request("client", EditorAgentMethods.AuditMcp, new AuditMcpParams { SessionId = session, Server = "db", Limit = 5 }, new AuditMcpResult
        {
            Records = [new McpAuditRecord { Time = "2026-01-01T00:00:00Z", Server = "db", Tool = "query", Arguments = "{}", ApprovedBy = "person", Rule = "asked", Outcome = "answered", DurationMs = 3, ResultBytes = 9 }],
            Damage = "record 3 was changed",
        })
        .Notify("agent", EditorAgentMethods.McpServerChanged, new McpServerChangedNotification { SessionId = session, Server = Server });
}
