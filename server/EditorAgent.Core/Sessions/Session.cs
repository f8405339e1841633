using EditorAgent.Core.Models;
using EditorAgent.Core.Sessions.Journal;
using EditorAgent.Core.Workspaces;
using Microsoft.Extensions.Logging;

namespace EditorAgent.Core.Sessions;

/// <summary>
/// One session: the only writer of its journal. Events are folded in the order of <see cref="Append"/>, written in that order, and
/// only then handed to subscribers.
/// </summary>
public sealed class Session : IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly SessionLock held;
    private readonly JournalWriter writer;
    private readonly BlobStore blobs;
    private readonly TimeProvider time;
    private volatile SessionState state;
    private long sequence;

    internal Session(string directory, SessionState state, JournalFile journal, long lastSequence, SessionLock held, TimeProvider time, ILogger logger)
    {
        this.Directory = directory;
        this.state = state;
        this.sequence = lastSequence;
        this.held = held;
        this.time = time;
        this.blobs = new BlobStore(Path.Combine(directory, "blobs"));
        this.writer = new JournalWriter(journal, lastSequence, this.KeepSummary, time, logger);
    }

    public SessionId Id => this.state.Id;

    /// <summary>The fold of everything appended so far.</summary>
    public SessionState State => this.state;

    /// <summary>Directory of this session: journal, lock, blobs, <c>tool-results</c>.</summary>
    public string Directory { get; }

    /// <summary>
    /// Takes the event into the state and queues it for the journal; returns at once. Safe from any thread. If the journal cannot be
    /// written, this and every later call throws <see cref="JournalException"/>.
    /// </summary>
    public void Append(SessionEvent.Durable happened) => this.TryAppend(happened, _ => true);

    /// <summary>The same, if nothing that was appended meanwhile speaks against it.</summary>
    /// <param name="happened">The event.</param>
    /// <param name="holds">Judges the state right before the event; must be quick and pure.</param>
    public bool TryAppend(SessionEvent.Durable happened, Predicate<SessionState> holds)
    {
        lock (this.gate)
        {
            var at = this.time.GetUtcNow();
            var before = this.state;
            if (!holds(before))
            {
                return false;
            }

            this.state = ConversationFold.Apply(before, happened, at);
            try
            {
                this.writer.Enqueue(new JournalQueueItem(this.sequence + 1, at, happened));
                this.sequence++;
                return true;
            }
            catch
            {
                this.state = before;
                throw;
            }
        }
    }

    /// <summary>Hands a display event to subscribers, in order with the durable ones.</summary>
    public void Publish(SessionEvent.Volatile happened) =>
        this.writer.Enqueue(new JournalQueueItem(0, this.time.GetUtcNow(), happened));

    /// <summary>Returns when everything appended before the call is on the disk (fsync) and has been handed to subscribers.</summary>
    public ValueTask FlushAsync(CancellationToken cancellationToken) => new(this.writer.FlushAsync(cancellationToken));

    /// <summary>
    /// Calls <paramref name="subscriber"/> for every event from now on, from the writer's thread and in order. It must not block or throw.
    /// A call that is under way when the subscription is disposed still ends.
    /// </summary>
    public IDisposable Subscribe(Action<SessionEnvelope> subscriber)
    {
        var subscription = new JournalSubscription(subscriber);
        this.writer.Enqueue(new JournalQueueItem(0, default, subscription));
        return subscription;
    }

    /// <summary>
    /// Everything that has happened and is in the journal, in order, for showing a session again. The text of an answer that never
    /// became whole comes as a <see cref="SessionEvent.TextDelta"/>.
    /// </summary>
    public IEnumerable<SessionEnvelope> ReadHistory() => JournalHistory.Read(Path.Combine(this.Directory, JournalFile.Name));

    /// <summary>The conversation as it was said, also where the model has long been shown less of it.</summary>
    public IReadOnlyList<Message> ReadConversation() => this.ReadTurns().Conversation;

    /// <summary>The same, and for each turn, in their order, how many messages there were when it began.</summary>
    public (IReadOnlyList<Message> Conversation, IReadOnlyList<int> Starts) ReadTurns()
    {
        var starts = new List<int>();
        var folded = new SessionState { Id = this.Id, WorkingDirectory = this.state.WorkingDirectory };
        foreach (var happened in this.ReadHistory().Select(envelope => envelope.Event).OfType<SessionEvent.Durable>())
        {
            if (happened is SessionEvent.Compacted or SessionEvent.OutputsPruned)
            {
                continue;
            }

            folded = ConversationFold.Apply(folded, happened, default);
            if (happened is SessionEvent.TurnStarted)
            {
                starts.Add(folded.Conversation.Count);
            }
        }

        return (folded.Conversation, starts);
    }

    /// <summary>
    /// Keeps bytes for undo, named by their hash; they are on the disk when this returns. False when they are too many (5 MiB) to keep.
    /// </summary>
    public ValueTask<bool> KeepBlobAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => this.blobs.KeepAsync(bytes, cancellationToken);

    /// <summary>Bytes kept earlier; null when they were never kept or are damaged.</summary>
    public ValueTask<ReadOnlyMemory<byte>?> ReadBlobAsync(ContentHash hash, CancellationToken cancellationToken) => this.blobs.ReadAsync(hash, cancellationToken);

    /// <summary>Writes and syncs what is queued, then gives the session free for others.</summary>
    public async ValueTask DisposeAsync()
    {
        await this.writer.DisposeAsync();
        this.held.Dispose();
    }

    private void KeepSummary(SessionEvent.Durable happened)
    {
        if (happened is not (SessionEvent.Created or SessionEvent.TitleChanged or SessionEvent.ArchiveChanged or SessionEvent.TurnStarted or SessionEvent.TurnEnded))
        {
            return;
        }

        try
        {
            SummaryFile.Of(this.state).Write(this.Directory);
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            // Only a cache: the list reads the journal where it is missing.
        }
    }
}
