using EditorAgent.Core.Workspaces;
using System.Collections.Immutable;
using EditorAgent.Core.Sessions.Journal;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace EditorAgent.Core.Sessions;

/// <summary>
/// The sessions of a user: <c>&lt;sessions&gt;/&lt;yyyy&gt;/&lt;id&gt;/journal.jsonl</c>, readable by their owner only. A session is open in one
/// process at a time, and nothing here deletes one unasked.
/// </summary>
public sealed class SessionStore
{
    private readonly string root;
    private readonly TimeProvider time;
    private readonly ILogger logger;

    /// <param name="sessionsDirectory">Created with the first session.</param>
    /// <param name="time">The clock of every event.</param>
    /// <param name="logger">Hears of what users need not.</param>
    public SessionStore(string sessionsDirectory, TimeProvider time, ILogger? logger = null)
    {
        this.root = Path.GetFullPath(sessionsDirectory);
        this.time = time;
        this.logger = logger ?? NullLogger.Instance;
    }

    /// <summary>A new session, on the disk when this returns.</summary>
    /// <exception cref="JournalException">The directory cannot be written.</exception>
    public async Task<Session> CreateAsync(
        string workingDirectory,
        ImmutableArray<string> additionalDirectories,
        string productVersion,
        CancellationToken cancellationToken)
    {
        var id = SessionId.Create(this.time);
        var directory = this.DirectoryOf(id);
        SessionLock? held = null;
        try
        {
            PrivateFiles.CreateDirectory(this.root);
            PrivateFiles.CreateDirectory(Path.GetDirectoryName(directory)!);
            PrivateFiles.CreateDirectory(directory);
            held = await SessionLock.AcquireAsync(directory, this.time, cancellationToken);
            return this.Begin(directory, new SessionEvent.Created(id, workingDirectory, additionalDirectories, productVersion), held);
        }
        catch (Exception wrong)
        {
            held?.Dispose();
            throw Explained(wrong, $"A session cannot be saved in {this.root}: {wrong.Message} Make the directory writable or set another one.");
        }
    }

    /// <summary>
    /// Opens a session and puts right what a crash left: a torn tail is cut off and kept beside the journal, open calls get a result
    /// that says they were interrupted, an open turn is ended. Nothing is run again.
    /// </summary>
    /// <exception cref="SessionNotFoundException">There is none of that name.</exception>
    /// <exception cref="JournalException">It is open elsewhere, or none of its records can be read; nothing was changed.</exception>
    public async Task<Session> OpenAsync(SessionId id, CancellationToken cancellationToken)
    {
        var directory = this.ExistingDirectoryOf(id);
        SessionLock? held = null;
        Session? session = null;
        try
        {
            held = await SessionLock.AcquireAsync(directory, this.time, cancellationToken);
            var path = Path.Combine(directory, JournalFile.Name);
            var load = await Task.Run(() => Load(id, directory, path), cancellationToken);
            JournalTail.CutOff(path, load.GoodLength);
            session = new Session(directory, load.State, JournalFile.Open(path, load.GoodLength), load.LastSequence, held, this.time, this.logger);
            foreach (var repair in SessionRepair.Of(load.State))
            {
                session.Append(repair);
            }

            if (SessionRepair.NoticeOf(load) is { } notice)
            {
                session.Append(notice);
            }

            await session.FlushAsync(cancellationToken);
            return session;
        }
        catch (Exception wrong)
        {
            await CloseAsync(session, held);
            throw Explained(wrong, $"The session '{id}' cannot be opened: {wrong.Message} Its journal in {directory} is kept.");
        }
    }

    /// <summary>Newest first, those that were put aside too. Reads a small file for each session, not its journal.</summary>
    /// <param name="workingDirectory">Only the sessions of this directory; null for all.</param>
    /// <param name="cancellationToken">Stops between two sessions.</param>
    public async Task<IReadOnlyList<SessionSummary>> ListAsync(string? workingDirectory, CancellationToken cancellationToken) =>
        await Task.Run(() => SessionListing.Read(this.root, workingDirectory, cancellationToken), cancellationToken);

    /// <summary>The sessions whose title or conversation holds every word, newest first, without those that were put aside; bounded in what it reads.</summary>
    /// <param name="query">Words with blanks between them; none finds the newest sessions.</param>
    /// <param name="workingDirectory">Only the sessions of this directory; null for all.</param>
    /// <param name="limit">How many are wanted.</param>
    /// <param name="cancellationToken">Stops between two records.</param>
    public Task<SessionFindings> SearchAsync(string query, string? workingDirectory, int limit, CancellationToken cancellationToken) =>
        this.SearchAsync(query, workingDirectory, session => !session.IsArchived, limit, cancellationToken);

    /// <summary>The same among some of the sessions.</summary>
    public async Task<SessionFindings> SearchAsync(string query, string? workingDirectory, Predicate<SessionSummary> isWanted, int limit, CancellationToken cancellationToken)
    {
        IReadOnlyList<SessionSummary> sessions = [.. (await this.ListAsync(workingDirectory, cancellationToken)).Where(session => isWanted(session))];
        var search = new SessionSearch([.. query.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.OrdinalIgnoreCase)]);
        return await Task.Run(() => search.In(this.root, sessions, limit, cancellationToken), cancellationToken);
    }

    /// <summary>
    /// Copies a session into a new one, which nobody has open. The original is only read and may be open anywhere; a turn that is open is
    /// not copied.
    /// </summary>
    /// <param name="id">The original.</param>
    /// <param name="before">The copy ends before this turn; null copies all.</param>
    /// <param name="cancellationToken">Leaves nothing of the copy.</param>
    /// <returns>The new session; null when the original has no such turn.</returns>
    /// <exception cref="SessionNotFoundException">There is none of that name.</exception>
    /// <exception cref="JournalException">It cannot be read, or the copy cannot be written.</exception>
    public async Task<SessionId?> ForkAsync(SessionId id, TurnId? before, CancellationToken cancellationToken)
    {
        var source = this.ExistingDirectoryOf(id);
        var copy = SessionId.Create(this.time);
        var directory = this.DirectoryOf(copy);
        try
        {
            if (await Task.Run(() => SessionFork.FindEnd(Path.Combine(source, JournalFile.Name), before), cancellationToken) is not { } end)
            {
                return null;
            }

            PrivateFiles.CreateDirectory(Path.GetDirectoryName(directory)!);
            PrivateFiles.CreateDirectory(directory);
            using var held = await SessionLock.AcquireAsync(directory, this.time, cancellationToken);
            await Task.Run(() => SessionCopy.Make(source, directory, copy, end, this.time.GetUtcNow(), cancellationToken), cancellationToken);
            this.SyncDirectories(directory);
            return copy;
        }
        catch (Exception wrong)
        {
            if (Directory.Exists(directory))
            {
                Directory.Delete(directory, recursive: true);
            }

            throw Explained(wrong, $"The session '{id}' cannot be copied: {wrong.Message} It was left as it is.");
        }
    }

    /// <summary>Gives a session that is not open another title.</summary>
    /// <exception cref="SessionNotFoundException">There is none of that name.</exception>
    /// <exception cref="JournalException">It is open, here or elsewhere; nothing was changed.</exception>
    public Task RenameAsync(SessionId id, string title, CancellationToken cancellationToken) => this.NoteAsync(id, new SessionEvent.TitleChanged(title), cancellationToken);

    /// <summary>Puts a session that is not open aside.</summary>
    /// <exception cref="SessionNotFoundException">There is none of that name.</exception>
    /// <exception cref="JournalException">It is open, here or elsewhere; nothing was changed.</exception>
    public Task ArchiveAsync(SessionId id, CancellationToken cancellationToken) => this.NoteAsync(id, new SessionEvent.ArchiveChanged(IsArchived: true), cancellationToken);

    /// <summary>Has lists show a session again that was put aside.</summary>
    /// <exception cref="SessionNotFoundException">There is none of that name.</exception>
    /// <exception cref="JournalException">It is open, here or elsewhere; nothing was changed.</exception>
    public Task UnarchiveAsync(SessionId id, CancellationToken cancellationToken) => this.NoteAsync(id, new SessionEvent.ArchiveChanged(IsArchived: false), cancellationToken);

    /// <summary>The session as a document to read, secrets masked and long outputs cut; also of a session that is open elsewhere.</summary>
    /// <exception cref="SessionNotFoundException">There is none of that name.</exception>
    public string Describe(SessionId id) => SessionMarkdown.Of(JournalHistory.Read(Path.Combine(this.ExistingDirectoryOf(id), JournalFile.Name)));

    /// <summary>What has happened in a session, in order; also of one that is open elsewhere.</summary>
    /// <exception cref="SessionNotFoundException">There is none of that name.</exception>
    public IEnumerable<SessionEnvelope> ReadHistory(SessionId id) => JournalHistory.Read(Path.Combine(this.ExistingDirectoryOf(id), JournalFile.Name));

    /// <summary>What the session's answers took, turn by turn; also of a session that is open elsewhere.</summary>
    /// <exception cref="SessionNotFoundException">There is none of that name.</exception>
    public ImmutableArray<TurnUsage> UsageOf(SessionId id) => UsageLedger.Of(JournalHistory.Read(Path.Combine(this.ExistingDirectoryOf(id), JournalFile.Name)));

    /// <summary>The session's records as JSON, one line each, with secrets masked; also of a session that is open elsewhere.</summary>
    /// <exception cref="SessionNotFoundException">There is none of that name.</exception>
    public IEnumerable<string> Export(SessionId id) =>
        SessionExport.Read(this.ExistingDirectoryOf(id));

    /// <summary>The folder that the session works in; empty where its journal does not tell. Also of a session that is open elsewhere.</summary>
    /// <exception cref="SessionNotFoundException">There is none of that name.</exception>
    public string WorkingDirectoryOf(SessionId id) =>
        this.ReadHistory(id).Select(envelope => envelope.Event).OfType<SessionEvent.Created>().FirstOrDefault()?.WorkingDirectory ?? "";

    /// <summary>The session's turns in their order; also of a session that is open elsewhere.</summary>
    /// <exception cref="SessionNotFoundException">There is none of that name.</exception>
    public IReadOnlyList<TurnId> ReadTurns(SessionId id) =>
        [.. JournalHistory.Read(Path.Combine(this.ExistingDirectoryOf(id), JournalFile.Name)).Select(envelope => envelope.Event).OfType<SessionEvent.TurnStarted>().Select(started => started.Turn)];

    /// <summary>Deletes a session with all it kept.</summary>
    /// <exception cref="SessionNotFoundException">There is none of that name.</exception>
    /// <exception cref="JournalException">It is open, here or elsewhere; nothing was changed.</exception>
    public async Task DeleteAsync(SessionId id, CancellationToken cancellationToken)
    {
        if (!SessionId.TryParse(id.Value, out _) || !Directory.Exists(this.DirectoryOf(id)))
        {
            throw new SessionNotFoundException(id.Value ?? "");
        }

        var directory = this.DirectoryOf(id);
        try
        {
            using var held = await SessionLock.AcquireAsync(directory, this.time, cancellationToken);
            Directory.Delete(directory, recursive: true);
        }
        catch (Exception wrong)
        {
            throw Explained(wrong, $"The session '{id}' cannot be deleted: {wrong.Message} What is left of it is in {directory}.");
        }
    }

    private async Task NoteAsync(SessionId id, SessionEvent.Durable happened, CancellationToken cancellationToken)
    {
        await using var session = await this.OpenAsync(id, cancellationToken);
        session.Append(happened);
        await session.FlushAsync(cancellationToken);
    }

    /// <summary>Writes the first record itself instead of waiting for the writer: a session's start is part of the first answer's latency.</summary>
    private Session Begin(string directory, SessionEvent.Created created, SessionLock held)
    {
        var at = this.time.GetUtcNow();
        var journal = JournalFile.Create(Path.Combine(directory, JournalFile.Name));
        try
        {
            var encoder = new JournalEncoder();
            encoder.Add(1, at, created);
            journal.Append(encoder.Lines);
            journal.Sync();
            this.SyncDirectories(directory);
        }
        catch
        {
            journal.Dispose();
            throw;
        }

        var state = ConversationFold.Apply(new SessionState { Id = created.Id, WorkingDirectory = created.WorkingDirectory }, created, at);
        return new Session(directory, state, journal, 1, held, this.time, this.logger);
    }

    /// <summary>The journal's bytes are worth nothing when a power cut takes the names that lead to it.</summary>
    private void SyncDirectories(string directory)
    {
        PrivateFiles.SyncDirectory(directory);
        PrivateFiles.SyncDirectory(Path.GetDirectoryName(directory)!);
        PrivateFiles.SyncDirectory(this.root);
    }

    private static JournalLoad Load(SessionId id, string directory, string path)
    {
        var summary = SummaryFile.Read(directory);
        var load = JournalLoad.Read(path, new SessionState { Id = id, WorkingDirectory = summary?.WorkingDirectory ?? "" });
        if (load.GoodRecords > 0 && load.State.WorkingDirectory.Length > 0)
        {
            return load;
        }

        throw new JournalException(
            $"The session '{id}' cannot be read: no record of its journal is whole. The file was left as it is: {path}. Start a new session.");
    }

    private static async ValueTask CloseAsync(Session? session, SessionLock? held)
    {
        if (session is not null)
        {
            await session.DisposeAsync();
        }

        held?.Dispose();
    }

    private static Exception Explained(Exception wrong, string message) =>
        wrong is IOException or UnauthorizedAccessException ? new JournalException(message, wrong) : wrong;

    private string ExistingDirectoryOf(SessionId id) => SessionId.TryParse(id.Value, out _) && File.Exists(Path.Combine(this.DirectoryOf(id), JournalFile.Name))
        ? this.DirectoryOf(id)
        : throw new SessionNotFoundException(id.Value ?? "");

    private string DirectoryOf(SessionId id) => Path.Combine(this.root, id.Year, id.Value);
}
