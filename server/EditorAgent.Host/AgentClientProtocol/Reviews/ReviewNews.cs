using System.Threading.Channels;
using EditorAgent.Core.Sessions;
using EditorAgent.Host.AgentClientProtocol.Transport;
using EditorAgent.Protocol;
using EditorAgent.Protocol.Extensions;

namespace EditorAgent.Host.AgentClientProtocol.Reviews;

/// <summary>Tells a client that watches when a file's changes under review are not what they were.</summary>
internal sealed class ReviewNews : IAsyncDisposable
{
    private readonly string session;
    private readonly AcpJsonRpc rpc;
    private readonly Channel<string> waiting = Channel.CreateUnbounded<string>(new UnboundedChannelOptions { SingleReader = true });
    private readonly IDisposable subscription;
    private readonly Task telling;

    public ReviewNews(Session session, AcpJsonRpc rpc)
    {
        this.session = session.Id.Value;
        this.rpc = rpc;
        this.subscription = session.Subscribe(this.Take);
        this.telling = Task.Run(this.TellAsync);
    }

    public async ValueTask DisposeAsync()
    {
        this.subscription.Dispose();
        this.waiting.Writer.TryComplete();
        await this.telling;
    }

    private void Take(SessionEnvelope envelope)
    {
        var path = envelope.Event switch
        {
            SessionEvent.FileChanged changed => changed.Path.Absolute,
            SessionEvent.ChangesReviewed reviewed => reviewed.Path.Absolute,
            _ => null,
        };
        if (path is not null)
        {
            this.waiting.Writer.TryWrite(path);
        }
    }

    private async Task TellAsync()
    {
        try
        {
            await foreach (var path in this.waiting.Reader.ReadAllAsync())
            {
                await this.rpc.NotifyWithParameterObjectAsync(EditorAgentMethods.ChangesChanged, new ChangesChangedNotification { SessionId = this.session, Path = path });
            }
        }
        catch (Exception over) when (over is ObjectDisposedException or StreamJsonRpc.ConnectionLostException)
        {
            // The client is gone.
        }
    }
}
