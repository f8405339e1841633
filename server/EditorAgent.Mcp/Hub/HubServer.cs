using EditorAgent.Core.Configuration.Mcp;
using EditorAgent.Mcp.Hub.Calls;
using EditorAgent.Mcp.Hub.Memory;
using EditorAgent.Mcp.Hub.Naming;
using EditorAgent.Mcp.Hub.Running;

namespace EditorAgent.Mcp.Hub;

/// <summary>One server of a hub: its life and its calls.</summary>
internal sealed class HubServer : IAsyncDisposable
{
    public HubServer(HubParts parts, McpServerDeclaration declaration, ToolShelf shelf, StatusFeed feed, ServerMemories memories)
    {
        this.Supervisor = new ServerSupervisor(parts, declaration, shelf, feed, memories);
        this.Calls = new CallRunner(parts, this.Supervisor, shelf);
    }

    public ServerSupervisor Supervisor { get; }

    public CallRunner Calls { get; }

    public async ValueTask DisposeAsync()
    {
        await this.Supervisor.DisposeAsync();
        this.Calls.Dispose();
    }
}
