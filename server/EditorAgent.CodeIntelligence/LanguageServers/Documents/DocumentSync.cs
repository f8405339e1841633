using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.LanguageServers.Client;
using EditorAgent.CodeIntelligence.LanguageServers.Protocol;

namespace EditorAgent.CodeIntelligence.LanguageServers.Documents;

/// <summary>
/// Keeps a server's idea of the workspace equal to what is there: before each question every opened document is told as it is now, and what
/// changed on disk is told as events. A source that changed is opened as well, because servers notice events late. Not for several threads.
/// </summary>
internal sealed class DocumentSync(LspConnection connection, SessionState state, SourceTexts texts, Func<string, string?> languageOf)
{
    private const int MostOpen = 300;
    private const int MostOpenedByChange = 200;
    private const int MostEvents = 5_000;

    private readonly Dictionary<string, OpenDocument> open = new(StringComparer.Ordinal);
    private readonly WatchedFiles watched = new(state.Capabilities, texts.Workspace.RealRoot);
    private Dictionary<string, FileStamp>? known;
    private long uses;

    /// <summary>Grows whenever the server is told anything; what was computed before may no longer hold.</summary>
    public long Generation { get; private set; }

    public ImmutableArray<OpenDocument> Open => [.. this.open.Values];

    /// <summary>Sources that were changed, made or deleted on disk since the server runs.</summary>
    public HashSet<string> Touched { get; } = new(StringComparer.Ordinal);

    /// <summary>The workspace's files as of the last refresh.</summary>
    public IReadOnlyDictionary<string, FileStamp> Files => this.known ?? [];

    /// <summary>Tells the server what changed since the last question.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        var now = WorkspaceFiles.List(texts.Workspace.RealRoots, cancellationToken);
        var before = this.known;
        this.known = now;
        if (before is not null)
        {
            await this.TellEventsAsync(before, now, cancellationToken);
        }

        foreach (var path in texts.Buffers.Where(path => languageOf(path) is not null))
        {
            await this.EnsureAsync(path, cancellationToken);
        }

        foreach (var path in this.open.Keys.ToList())
        {
            await this.EnsureAsync(path, cancellationToken);
        }
    }

    /// <summary>The document as the server now has it, which is as it is; null when there is no such text.</summary>
    public async Task<OpenDocument?> EnsureAsync(string path, CancellationToken cancellationToken)
    {
        if (texts.Read(path) is { } file)
        {
            return await this.TellAsync(file, cancellationToken);
        }

        await this.CloseAsync(path, cancellationToken);
        return null;
    }

    /// <summary>Tells the server a text, whatever the disk says: what it held before an edit, or would hold after one.</summary>
    public async Task<OpenDocument> TellAsync(SourceFile file, CancellationToken cancellationToken)
    {
        this.uses++;
        if (!this.open.TryGetValue(file.Path, out var document))
        {
            await this.MakeRoomAsync(cancellationToken);
            document = new OpenDocument(file, 1, this.uses, state.Published.Mark);
            this.open[file.Path] = document;
            this.Generation++;
            await connection.NotifyAsync(
                "textDocument/didOpen",
                new DidOpenParams(new TextDocumentItem(document.Uri, languageOf(file.Path) ?? "plaintext", 1, file.Text)),
                cancellationToken);
            return document;
        }

        if (ReferenceEquals(document.File, file) || document.File.Text == file.Text)
        {
            return this.open[file.Path] = document with { File = file, LastUse = this.uses };
        }

        var changed = document with { File = file, Version = document.Version + 1, LastUse = this.uses, Mark = state.Published.Mark };
        this.open[file.Path] = changed;
        this.Generation++;
        await connection.NotifyAsync(
            "textDocument/didChange",
            new DidChangeParams(new VersionedTextDocument(changed.Uri, changed.Version), [this.ChangeBetween(document.File, file)]),
            cancellationToken);
        if (state.Capabilities.SaveWithText is { } withText)
        {
            await connection.NotifyAsync("textDocument/didSave", new DidSaveParams(new TextDocumentIdentifier(changed.Uri), withText ? file.Text : null), cancellationToken);
        }

        return changed;
    }

    /// <summary>Forgets a document; the server reads the disk again.</summary>
    public async Task CloseAsync(string path, CancellationToken cancellationToken)
    {
        if (this.open.Remove(path, out var document))
        {
            this.Generation++;
            await connection.NotifyAsync("textDocument/didClose", new TextDocumentParams(new TextDocumentIdentifier(document.Uri)), cancellationToken);
        }
    }

    private ContentChange ChangeBetween(SourceFile old, SourceFile now)
    {
        if (state.Capabilities.SyncKind != 2)
        {
            return new ContentChange(now.Text);
        }

        var same = old.Text.AsSpan().CommonPrefixLength(now.Text);
        if (same > 0 && char.IsHighSurrogate(old.Text[same - 1]))
        {
            same--;
        }

        var tail = 0;
        while (tail < Math.Min(old.Text.Length, now.Text.Length) - same && old.Text[^(tail + 1)] == now.Text[^(tail + 1)])
        {
            tail++;
        }

        if (tail > 0 && char.IsLowSurrogate(old.Text[^tail]))
        {
            tail--;
        }

        var encoding = state.Capabilities.PositionEncoding;
        return new ContentChange(now.Text[same..^tail], new LspRange(old.PositionOf(same, encoding), old.PositionOf(old.Text.Length - tail, encoding)));
    }

    private async Task MakeRoomAsync(CancellationToken cancellationToken)
    {
        if (this.open.Count < MostOpen)
        {
            return;
        }

        var buffers = texts.Buffers.ToHashSet(StringComparer.Ordinal);
        if (this.open.Values.Where(document => !buffers.Contains(document.File.Path)).MinBy(document => document.LastUse) is { } oldest)
        {
            await this.CloseAsync(oldest.File.Path, cancellationToken);
        }
    }

    private async Task TellEventsAsync(Dictionary<string, FileStamp> before, Dictionary<string, FileStamp> now, CancellationToken cancellationToken)
    {
        var events = new List<(string Path, int Type)>();
        events.AddRange(now.Where(file => !before.ContainsKey(file.Key)).Select(file => (file.Key, FileEvent.Created)));
        events.AddRange(now.Where(file => before.TryGetValue(file.Key, out var stamp) && stamp != file.Value).Select(file => (file.Key, FileEvent.Changed)));
        events.AddRange(before.Keys.Where(path => !now.ContainsKey(path)).Select(path => (path, FileEvent.Deleted)));
        if (events.Count == 0)
        {
            return;
        }

        this.Generation++;
        foreach (var (path, _) in events.Where(change => languageOf(change.Path) is not null))
        {
            this.Touched.Add(path);
        }

        await this.TellFileOperationsAsync(events, RenamesIn(events, before, now), cancellationToken);
        var wanted = events.Where(change => this.watched.Matches(change.Path, change.Type)).Take(MostEvents).ToList();
        if (wanted.Count > 0)
        {
            await connection.NotifyAsync(
                "workspace/didChangeWatchedFiles",
                new DidChangeWatchedFilesParams([.. wanted.Select(change => new FileEvent(FileUri.Of(change.Path), change.Type))]),
                cancellationToken);
        }

        var sources = events.Where(change => change.Type != FileEvent.Deleted && languageOf(change.Path) is not null && !this.open.ContainsKey(change.Path));
        foreach (var (path, _) in sources.Take(MostOpenedByChange))
        {
            await this.EnsureAsync(path, cancellationToken);
        }
    }

    private async Task TellFileOperationsAsync(List<(string Path, int Type)> events, IReadOnlyList<FileRename> renames, CancellationToken cancellationToken)
    {
        if (renames.Count > 0 && state.Capabilities.WantsFiles("didRename"))
        {
            await connection.NotifyAsync("workspace/didRenameFiles", new RenameFilesParams([.. renames]), cancellationToken);
        }

        foreach (var (operation, type) in new[] { ("didCreate", FileEvent.Created), ("didDelete", FileEvent.Deleted) })
        {
            var files = events.Where(change => change.Type == type && languageOf(change.Path) is not null).Take(MostEvents).ToList();
            if (files.Count > 0 && state.Capabilities.WantsFiles(operation))
            {
                await connection.NotifyAsync(
                    $"workspace/{operation}Files", new FilesParams([.. files.Select(change => new TextDocumentIdentifier(FileUri.Of(change.Path)))]), cancellationToken);
            }
        }
    }

    /// <summary>A file that went and one that came with the same stamp are one that was renamed.</summary>
    private static List<FileRename> RenamesIn(List<(string Path, int Type)> events, Dictionary<string, FileStamp> before, Dictionary<string, FileStamp> now)
    {
        var gone = events.Where(change => change.Type == FileEvent.Deleted).Take(MostEvents).ToLookup(change => before[change.Path], change => change.Path);
        return
        [
            .. from change in events.Where(change => change.Type == FileEvent.Created).Take(MostEvents)
               let old = gone[now[change.Path]].FirstOrDefault()
               where old is not null
               select new FileRename(FileUri.Of(old), FileUri.Of(change.Path)),
        ];
    }
}
