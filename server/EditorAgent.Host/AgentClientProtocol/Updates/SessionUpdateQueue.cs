using System.Threading.Channels;
using EditorAgent.Host.AgentClientProtocol.Transport;
using EditorAgent.Protocol;
using EditorAgent.Protocol.Content;
using EditorAgent.Protocol.Updates;
using Microsoft.Extensions.Logging;
using StreamJsonRpc;

namespace EditorAgent.Host.AgentClientProtocol.Updates;

/// <summary>
/// The one way of a session's updates to the client: in order, never before the session is open to the client, and never holding up
/// who posts. While the client reads slowly, pieces of one message and states of one call are merged, so that the queue stays short.
/// </summary>
internal sealed partial class SessionUpdateQueue : IAsyncDisposable
{
    private readonly Channel<Item> items = Channel.CreateUnbounded<Item>(new UnboundedChannelOptions { SingleReader = true });
    private readonly TaskCompletionSource<string> opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource stopping = new();
    private readonly AcpJsonRpc rpc;
    private readonly ILogger logger;
    private readonly Task pump;

    public SessionUpdateQueue(AcpJsonRpc rpc, ILogger logger)
    {
        this.rpc = rpc;
        this.logger = logger;
        this.pump = Task.Run(this.PumpAsync);
    }

    public void Post(SessionUpdate update) => this.items.Writer.TryWrite(new Item(update, null));

    /// <summary>Lets the updates go; called when the client knows the session.</summary>
    public void Open(string sessionId) => this.opened.TrySetResult(sessionId);

    /// <summary>Ends when everything posted before has been handed to the transport, or never will be.</summary>
    public Task DrainAsync()
    {
        var barrier = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!this.items.Writer.TryWrite(new Item(null, barrier)))
        {
            barrier.SetResult();
        }

        return barrier.Task;
    }

    /// <summary>Gives up what is not sent. Does not wait for a client that does not read.</summary>
    public async ValueTask DisposeAsync()
    {
        this.items.Writer.TryComplete();
        await this.stopping.CancelAsync();
    }

    private async Task PumpAsync()
    {
        try
        {
            var sessionId = await this.opened.Task.WaitAsync(this.stopping.Token);
            Item? next = null;
            while (next is not null || await this.items.Reader.WaitToReadAsync(this.stopping.Token))
            {
                var item = next ?? await this.items.Reader.ReadAsync(this.stopping.Token);
                next = null;
                while (item.Update is not null && this.items.Reader.TryRead(out var following))
                {
                    if (UpdateMerge.Of(item.Update, following.Update) is not { } merged)
                    {
                        next = following;
                        break;
                    }

                    item = new Item(merged, null);
                }

                if (item.Update is not null)
                {
                    await this.rpc.NotifyWithParameterObjectAsync(
                        AcpMethods.Client.SessionUpdate,
                        new SessionUpdateNotification { SessionId = sessionId, Update = item.Update }).WaitAsync(this.stopping.Token);
                }

                item.Barrier?.SetResult();
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException or ConnectionLostException or IOException)
        {
            // The session or the client is gone; nobody is left to tell.
        }
        catch (Exception exception)
        {
            this.LogStopped(exception);
        }
        finally
        {
            this.items.Writer.TryComplete();
            while (this.items.Reader.TryRead(out var unsent))
            {
                unsent.Barrier?.TrySetResult();
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "ACP: a session's updates stopped")]
    private partial void LogStopped(Exception exception);

    private readonly record struct Item(SessionUpdate? Update, TaskCompletionSource? Barrier);
}
