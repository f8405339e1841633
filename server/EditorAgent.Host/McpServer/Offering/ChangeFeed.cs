using System.Collections.Concurrent;
using System.Threading.Channels;

namespace EditorAgent.Host.McpServer.Offering;

/// <summary>Tells every listener what has changed. A listener that does not keep up misses the oldest of more than 256 changes.</summary>
internal sealed class ChangeFeed
{
    private readonly ConcurrentDictionary<Channel<OfferChange>, bool> listeners = new();

    public void Publish(OfferChange change)
    {
        foreach (var listener in this.listeners.Keys)
        {
            listener.Writer.TryWrite(change);
        }
    }

    /// <summary>Hears from here on, until <paramref name="listener"/> is disposed.</summary>
    public ChannelReader<OfferChange> Listen(out IDisposable listener)
    {
        var channel = Channel.CreateBounded<OfferChange>(new BoundedChannelOptions(256) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        this.listeners[channel] = true;
        listener = new Listening(this, channel);
        return channel.Reader;
    }

    private sealed class Listening(ChangeFeed feed, Channel<OfferChange> channel) : IDisposable
    {
        public void Dispose()
        {
            feed.listeners.TryRemove(channel, out _);
            channel.Writer.TryComplete();
        }
    }
}
