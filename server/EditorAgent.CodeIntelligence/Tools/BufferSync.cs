using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text;
using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.Core.Tools.Writing;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.CodeIntelligence.Tools;

/// <summary>
/// Lets engines see what the user sees: buffers that an editor announced, and, where a client only answers when asked, the files the model has
/// to do with, asked for before each question.
/// </summary>
/// <param name="workspace">Where the files are.</param>
/// <param name="files">Null where the disk is all there is.</param>
/// <param name="ledger">Which files the model has to do with.</param>
internal sealed class BufferSync(Workspace workspace, IWorkspaceFiles? files, ReadLedger ledger)
{
    /// <summary>Each costs a round trip to the client before every question.</summary>
    private const int MostAskedFor = 50;

    private readonly ConcurrentDictionary<string, OpenBuffer> announced = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> open = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<ICodeEngine, ImmutableDictionary<string, string>> told = new();
    private readonly ConcurrentDictionary<string, string?> originals = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<ICodeEngine, ImmutableHashSet<string>> toldOriginals = new();

    /// <summary>Where the files know the buffer too, they are asked for it: their bytes are those that would be saved.</summary>
    public void Announce(string absolutePath, string? text)
    {
        if (files is not null)
        {
            this.open[absolutePath] = text is not null;
            return;
        }

        if (text is null)
        {
            this.announced.TryRemove(absolutePath, out _);
            return;
        }

        this.announced[absolutePath] = new OpenBuffer(absolutePath, text, ContentHash.Of(Encoding.UTF8.GetBytes(text)).Value);
    }

    /// <summary>A tool of the session has written a file.</summary>
    public void Wrote(string absolutePath, string? before) => this.originals.TryAdd(absolutePath, before);

    /// <summary>Tells the engine what has changed since it was last told.</summary>
    public async Task SendAsync(ICodeEngine engine, CancellationToken cancellationToken)
    {
        await this.SendOriginalsAsync(engine, cancellationToken);
        var now = await this.CollectAsync(cancellationToken);
        var before = this.told.GetValueOrDefault(engine, ImmutableDictionary<string, string>.Empty);
        var changed = now.Values.Where(buffer => before.GetValueOrDefault(buffer.Path) != buffer.Hash)
            .Concat(before.Keys.Where(path => !now.ContainsKey(path)).Select(path => new OpenBuffer(path, null, null)))
            .ToImmutableArray();
        if (changed.IsEmpty)
        {
            return;
        }

        this.told[engine] = now.ToImmutableDictionary(pair => pair.Key, pair => pair.Value.Hash!, StringComparer.Ordinal);
        await engine.BuffersAsync(changed, cancellationToken);
    }

    /// <summary>A new worker knows nothing.</summary>
    public void Forget(ICodeEngine engine)
    {
        this.told.TryRemove(engine, out _);
        this.toldOriginals.TryRemove(engine, out _);
    }

    private async Task SendOriginalsAsync(ICodeEngine engine, CancellationToken cancellationToken)
    {
        var before = this.toldOriginals.GetValueOrDefault(engine, ImmutableHashSet<string>.Empty);
        if (before.Count == this.originals.Count)
        {
            return;
        }

        var news = this.originals.Where(original => !before.Contains(original.Key)).Select(original => new OriginalText(original.Key, original.Value)).ToImmutableArray();
        this.toldOriginals[engine] = before.Union(news.Select(original => original.Path));
        await engine.OriginalsAsync(news, cancellationToken);
    }

    private async Task<Dictionary<string, OpenBuffer>> CollectAsync(CancellationToken cancellationToken)
    {
        var buffers = new Dictionary<string, OpenBuffer>(this.announced, StringComparer.Ordinal);
        if (files is null)
        {
            return buffers;
        }

        foreach (var path in this.open.Where(document => document.Value).Select(document => document.Key).Union(ledger.LatestSeen(MostAskedFor), StringComparer.Ordinal))
        {
            if (await this.DifferentFromDiskAsync(path, cancellationToken) is { } buffer)
            {
                buffers[path] = buffer;
            }
        }

        return buffers;
    }

    private async Task<OpenBuffer?> DifferentFromDiskAsync(string absolutePath, CancellationToken cancellationToken)
    {
        try
        {
            if (workspace.ResolveForReading(absolutePath) is PathResolution.Inside(var path)
                && await files!.ReadAsync(path, cancellationToken) is { } seen
                && TextContent.Decode(seen.Bytes.Span) is { } content
                && (!File.Exists(absolutePath) || ContentHash.Of(await File.ReadAllBytesAsync(absolutePath, cancellationToken)) != seen.Hash))
            {
                return new OpenBuffer(absolutePath, content.Text, seen.Hash.Value);
            }
        }
        catch (Exception unreadable) when (unreadable is WorkspaceFileException or IOException or UnauthorizedAccessException)
        {
            // The engine then goes by the disk, as everybody else does.
        }

        return null;
    }
}
