using System.Threading.Channels;
using EditorAgent.Host.AgentClientProtocol.Sessions;
using EditorAgent.Host.AgentClientProtocol.Transport;
using EditorAgent.Host.Composition;
using EditorAgent.Mcp.Contract;
using EditorAgent.Protocol;
using EditorAgent.Protocol.Extensions;
using EditorAgent.Protocol.Updates;

namespace EditorAgent.Host.AgentClientProtocol.Servers;

/// <summary>Tells the client of a session how its MCP servers stand: their commands, each change to those who watch, and once what needs the user.</summary>
internal sealed class ServerNews : IAsyncDisposable
{
    private readonly AcpSession session;
    private readonly ClientProfile client;
    private readonly AcpJsonRpc rpc;
    private readonly SessionMcp mcp;
    private readonly HashSet<(string Server, ServerState State)> told = [];
    private readonly Channel<ServerStatus?> waiting = Channel.CreateUnbounded<ServerStatus?>(new UnboundedChannelOptions { SingleReader = true });
    private readonly CancellationTokenSource ending = new();
    private readonly Task telling;

    public ServerNews(AcpSession session, ClientProfile client, AcpJsonRpc rpc, SessionMcp mcp)
    {
        this.session = session;
        this.client = client;
        this.rpc = rpc;
        this.mcp = mcp;
        mcp.Servers.StatusChanged += this.Take;
        this.telling = Task.Run(this.TellAsync);
        foreach (var status in mcp.Servers.All)
        {
            this.Take(status);
        }
    }

    public async ValueTask DisposeAsync()
    {
        this.mcp.Servers.StatusChanged -= this.Take;
        this.waiting.Writer.TryComplete();
        await this.ending.CancelAsync();
        await this.telling;
        this.ending.Dispose();
    }

    private void Take(ServerStatus status) => this.waiting.Writer.TryWrite(status);

    private async Task TellAsync()
    {
        try
        {
            await foreach (var status in this.waiting.Reader.ReadAllAsync(this.ending.Token))
            {
                await this.TellAsync(status!);
            }
        }
        catch (Exception over) when (over is OperationCanceledException or ObjectDisposedException or StreamJsonRpc.ConnectionLostException)
        {
            // The session or its client is gone.
        }
    }

    private async Task TellAsync(ServerStatus status)
    {
        if (this.client.WatchesServers)
        {
            await this.rpc.NotifyWithParameterObjectAsync(EditorAgentMethods.McpServerChanged, new McpServerChangedNotification { SessionId = this.session.Id, Server = ServerView.Of(status) });
        }

        if (this.client.ShowsNotices && ServerView.NoticeOf(status) is { } notice && this.told.Add((status.Name, status.State)))
        {
            this.session.Updates.Post(notice);
        }

        this.session.Commands.OfServers(await this.mcp.Servers.ListCommandsAsync(this.ending.Token));
    }
}
