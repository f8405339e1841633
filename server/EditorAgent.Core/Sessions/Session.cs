using System.Collections.Immutable;
using EditorAgent.Core.Models;

namespace EditorAgent.Core.Sessions;

/// <summary>
/// One session: the only writer of its journal. Events are folded in the order of <see cref="Append"/>, written in that order, and
/// only then handed to subscribers.
/// </summary>
public sealed class Session : IAsyncDisposable
{
    public SessionId Id => throw new NotImplementedException();

    /// <summary>The fold of everything appended so far.</summary>
    public SessionState State => throw new NotImplementedException();

    /// <summary>Directory of this session: journal, lock, blobs, <c>tool-results</c>.</summary>
    public string Directory => throw new NotImplementedException();

    /// <summary>
    /// Takes the event into the state and queues it for the journal; returns at once. Safe from any thread. If the journal cannot be
    /// written, this and every later call throws <see cref="JournalException"/>.
    /// </summary>
    public void Append(SessionEvent.Durable happened) => throw new NotImplementedException(happened.ToString());

    /// <summary>Hands a display event to subscribers, in order with the durable ones.</summary>
    public void Publish(SessionEvent.Volatile happened) => throw new NotImplementedException(happened.ToString());

    /// <summary>Returns when everything appended before the call is on the disk (fsync) and has been handed to subscribers.</summary>
    public ValueTask FlushAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>
    /// Calls <paramref name="subscriber"/> for every event from now on, from the writer's thread and in order. It must not block or throw.
    /// </summary>
    public IDisposable Subscribe(Action<SessionEnvelope> subscriber) => throw new NotImplementedException();

    /// <summary>Keeps bytes for undo, named by their hash.</summary>
    public ValueTask KeepBlobAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => throw new NotImplementedException();

    public ValueTask DisposeAsync() => throw new NotImplementedException();
}

/// <summary>What a session is after all its events so far.</summary>
public sealed record SessionState
{
    public required SessionId Id { get; init; }

    public required string WorkingDirectory { get; init; }

    /// <summary>The conversation in a form that vendors accept: every call has exactly one result, directly behind its message.</summary>
    public ImmutableList<Message> Conversation { get; init; } = [];
}
