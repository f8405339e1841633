using EditorAgent.Host.AgentClientProtocol.Servers;
using EditorAgent.Protocol;
using EditorAgent.Protocol.Extensions;
using StreamJsonRpc;

namespace EditorAgent.Host.AgentClientProtocol;

/// <summary>The methods about MCP servers, in the manner of <see cref="AcpMethodTable"/>.</summary>
internal sealed class McpMethodTable(AcpServer server)
{
    [JsonRpcMethod(EditorAgentMethods.ListMcpServers, UseSingleObjectParameterDeserialization = true)]
    public Task<ListMcpServersResult> ListMcpServersAsync(ListMcpServersParams? request = null, CancellationToken cancellationToken = default)
    {
        var wanted = AcpErrors.Required(request, EditorAgentMethods.ListMcpServers);
        return McpRequests.ListAsync(server.Session(wanted.SessionId), cancellationToken);
    }

    [JsonRpcMethod(EditorAgentMethods.TestMcpServer, UseSingleObjectParameterDeserialization = true)]
    public Task<McpServerResult> TestMcpServerAsync(TestMcpServerParams? request = null, CancellationToken cancellationToken = default)
    {
        var wanted = AcpErrors.Required(request, EditorAgentMethods.TestMcpServer);
        return McpRequests.TestAsync(server.UnrestrictedSession(wanted.SessionId), wanted.Name, cancellationToken);
    }

    [JsonRpcMethod(EditorAgentMethods.TrustMcpServer, UseSingleObjectParameterDeserialization = true)]
    public Task<McpServerResult> TrustMcpServerAsync(TrustMcpServerParams? request = null, CancellationToken cancellationToken = default)
    {
        var wanted = AcpErrors.Required(request, EditorAgentMethods.TrustMcpServer);
        return server.Mcp.TrustAsync(server.UnrestrictedSession(wanted.SessionId), wanted, cancellationToken);
    }

    [JsonRpcMethod(EditorAgentMethods.AddMcpServer, UseSingleObjectParameterDeserialization = true)]
    public Task<ListMcpServersResult> AddMcpServerAsync(AddMcpServerParams? request = null, CancellationToken cancellationToken = default)
    {
        var wanted = AcpErrors.Required(request, EditorAgentMethods.AddMcpServer);
        return server.Mcp.AddAsync(server.UnrestrictedSession(wanted.SessionId), wanted, cancellationToken);
    }

    [JsonRpcMethod(EditorAgentMethods.EditMcpServer, UseSingleObjectParameterDeserialization = true)]
    public Task<ListMcpServersResult> EditMcpServerAsync(EditMcpServerParams? request = null, CancellationToken cancellationToken = default)
    {
        var wanted = AcpErrors.Required(request, EditorAgentMethods.EditMcpServer);
        return server.Mcp.EditAsync(server.UnrestrictedSession(wanted.SessionId), wanted, cancellationToken);
    }

    [JsonRpcMethod(EditorAgentMethods.RemoveMcpServer, UseSingleObjectParameterDeserialization = true)]
    public Task<ListMcpServersResult> RemoveMcpServerAsync(RemoveMcpServerParams? request = null, CancellationToken cancellationToken = default)
    {
        var wanted = AcpErrors.Required(request, EditorAgentMethods.RemoveMcpServer);
        return server.Mcp.RemoveAsync(server.UnrestrictedSession(wanted.SessionId), wanted, cancellationToken);
    }

    [JsonRpcMethod(EditorAgentMethods.ImportMcpServers, UseSingleObjectParameterDeserialization = true)]
    public Task<ImportMcpServersResult> ImportMcpServersAsync(ImportMcpServersParams? request = null, CancellationToken cancellationToken = default)
    {
        var wanted = AcpErrors.Required(request, EditorAgentMethods.ImportMcpServers);
        return server.Mcp.ImportAsync(server.UnrestrictedSession(wanted.SessionId), wanted, cancellationToken);
    }

    [JsonRpcMethod(EditorAgentMethods.EnableMcpServer, UseSingleObjectParameterDeserialization = true)]
    public Task<ListMcpServersResult> EnableMcpServerAsync(EnableMcpServerParams? request = null, CancellationToken cancellationToken = default)
    {
        var wanted = AcpErrors.Required(request, EditorAgentMethods.EnableMcpServer);
        return server.Mcp.EnableAsync(server.UnrestrictedSession(wanted.SessionId), wanted.Name, cancellationToken);
    }

    [JsonRpcMethod(EditorAgentMethods.DisableMcpServer, UseSingleObjectParameterDeserialization = true)]
    public Task<ListMcpServersResult> DisableMcpServerAsync(DisableMcpServerParams? request = null, CancellationToken cancellationToken = default)
    {
        var wanted = AcpErrors.Required(request, EditorAgentMethods.DisableMcpServer);
        return server.Mcp.DisableAsync(server.UnrestrictedSession(wanted.SessionId), wanted.Name, cancellationToken);
    }

    [JsonRpcMethod(EditorAgentMethods.LoginMcpServer, UseSingleObjectParameterDeserialization = true)]
    public Task<McpServerResult> LoginMcpServerAsync(LoginMcpServerParams? request = null, CancellationToken cancellationToken = default)
    {
        var wanted = AcpErrors.Required(request, EditorAgentMethods.LoginMcpServer);
        return server.Mcp.LoginAsync(server.UnrestrictedSession(wanted.SessionId), wanted.Name, cancellationToken);
    }

    [JsonRpcMethod(EditorAgentMethods.LogoutMcpServer, UseSingleObjectParameterDeserialization = true)]
    public Task<McpServerResult> LogoutMcpServerAsync(LogoutMcpServerParams? request = null, CancellationToken cancellationToken = default)
    {
        var wanted = AcpErrors.Required(request, EditorAgentMethods.LogoutMcpServer);
        return server.Mcp.LogoutAsync(server.Session(wanted.SessionId), wanted.Name, cancellationToken);
    }

    [JsonRpcMethod(EditorAgentMethods.AuditMcp, UseSingleObjectParameterDeserialization = true)]
    public Task<AuditMcpResult> AuditMcpAsync(AuditMcpParams? request = null, CancellationToken cancellationToken = default)
    {
        var wanted = AcpErrors.Required(request, EditorAgentMethods.AuditMcp);
        _ = server.Session(wanted.SessionId);
        return server.Mcp.AuditAsync(wanted, cancellationToken);
    }
}
