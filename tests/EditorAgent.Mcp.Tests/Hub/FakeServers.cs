using System.Collections.Concurrent;
using EditorAgent.Mcp.Contract;

namespace EditorAgent.Mcp.Tests.Hub;

/// <summary>Servers in this process, by name: what a hub reaches instead of the network.</summary>
internal sealed class FakeServers
{
    private readonly ConcurrentDictionary<string, FakeServer> servers = new();

    public FakeServer this[string name] => this.servers.GetOrAdd(name, static key => new FakeServer(key));

    public Task<IServerConnection> ConnectAsync(ServerEndpoint endpoint, ServerQuestions questions, ServerEvents events, CancellationToken cancellationToken) =>
        this[endpoint.Name].AcceptAsync(endpoint, questions, events, cancellationToken);
}
