using System.Collections.Immutable;
using EditorAgent.Core.Models;

namespace EditorAgent.Core.Agent;

/// <summary>What the user said while a turn runs, until the loop reaches the next place where a message may stand.</summary>
internal sealed class SteeringQueue
{
    private readonly Lock gate = new();
    private readonly Queue<Message.User> waiting = new();
    private bool open;

    public void Open()
    {
        lock (this.gate)
        {
            this.open = true;
        }
    }

    /// <returns>False when no turn runs: the message has to start one.</returns>
    public bool TryAdd(ImmutableArray<ContentPart> content)
    {
        lock (this.gate)
        {
            if (this.open)
            {
                this.waiting.Enqueue(new Message.User(content));
            }

            return this.open;
        }
    }

    public bool TryTake(out ImmutableArray<ContentPart> content)
    {
        lock (this.gate)
        {
            var isWaiting = this.waiting.TryDequeue(out var message);
            content = message?.Content ?? [];
            return isWaiting;
        }
    }

    /// <summary>Closes the queue unless something waits; after true nothing more gets in.</summary>
    public bool TryClose()
    {
        lock (this.gate)
        {
            if (this.waiting.Count > 0)
            {
                return false;
            }

            this.open = false;
            return true;
        }
    }

    /// <summary>Closes whatever waits; returns it, so that it is not lost.</summary>
    public ImmutableArray<ImmutableArray<ContentPart>> Close()
    {
        lock (this.gate)
        {
            this.open = false;
            ImmutableArray<ImmutableArray<ContentPart>> rest = [.. this.waiting.Select(message => message.Content)];
            this.waiting.Clear();
            return rest;
        }
    }
}
