using System.Collections.Immutable;
using System.Threading.Channels;
using EditorAgent.Mcp.Contract;
using Microsoft.Extensions.Logging;

namespace EditorAgent.Mcp.Hub.Running;

/// <summary>Tells subscribers of every change once, in the order in which they happened, one at a time; nobody who changes something waits for them.</summary>
internal sealed class StatusFeed : IAsyncDisposable
{
    private readonly Channel<ServerStatus> changes = Channel.CreateUnbounded<ServerStatus>(new UnboundedChannelOptions { SingleReader = true });
    private readonly ILogger logger;
    private readonly Task pump;
    private ImmutableArray<Subscription> subscribers = [];

    public StatusFeed(ILogger logger)
    {
        this.logger = logger;
        this.pump = this.PumpAsync();
    }

    public void Publish(ServerStatus status) => this.changes.Writer.TryWrite(status);

    public IDisposable Subscribe(Action<ServerStatus> changed)
    {
        var subscription = new Subscription(this, changed);
        ImmutableInterlocked.Update(ref this.subscribers, static (all, added) => all.Add(added), subscription);
        return subscription;
    }

    /// <summary>What was published before is still told.</summary>
    public async ValueTask DisposeAsync()
    {
        this.changes.Writer.TryComplete();
        await this.pump;
    }

    private async Task PumpAsync()
    {
        await foreach (var status in this.changes.Reader.ReadAllAsync())
        {
            foreach (var subscriber in this.subscribers)
            {
                try
                {
                    subscriber.Changed(status);
                }
                catch (Exception fault)
                {
                    this.logger.SubscriberFault(fault);
                }
            }
        }
    }

    private sealed class Subscription(StatusFeed feed, Action<ServerStatus> changed) : IDisposable
    {
        public Action<ServerStatus> Changed => changed;

        public void Dispose() => ImmutableInterlocked.Update(ref feed.subscribers, static (all, gone) => all.Remove(gone), this);
    }
}
