using System.Collections.Concurrent;
using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.Answers;
using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.CodeIntelligence.LanguageServers.Documents;

/// <summary>The workspace's texts as they are now: an editor's buffer before the disk. Safe to use from several threads.</summary>
internal sealed class SourceTexts(Workspace workspace, TimeProvider time)
{
    private const int LargestFile = 5 * 1024 * 1024;
    private const int MostCached = 2_000;

    /// <summary>Two edits may share one tick of a file system's clock: what is younger than this is always read.</summary>
    private static readonly TimeSpan Young = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, SourceFile> buffers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Cached> cache = new(StringComparer.Ordinal);

    public Workspace Workspace { get; } = workspace;

    public ImmutableArray<string> Buffers => [.. this.buffers.Keys];

    public void Take(ImmutableArray<OpenBuffer> changes)
    {
        foreach (var change in changes)
        {
            if (ShownFile.Of(change) is { } shown)
            {
                this.buffers[change.Path] = new SourceFile(shown);
                continue;
            }

            this.buffers.TryRemove(change.Path, out _);
        }
    }

    /// <summary>From the root, with slashes; absolute for what lies outside.</summary>
    public string NameOf(string path) => this.Workspace.NameOf(path);

    /// <summary>Null when it is no readable text in the workspace.</summary>
    /// <param name="path">Absolute.</param>
    public SourceFile? Read(string path)
    {
        if (this.buffers.TryGetValue(path, out var buffer))
        {
            return buffer;
        }

        if (this.Workspace.ResolveForReading(path) is not PathResolution.Inside(var inside))
        {
            return null;
        }

        try
        {
            return this.ReadDisk(inside.Absolute);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or WorkspaceFileException)
        {
            return null;
        }
    }

    private SourceFile? ReadDisk(string path)
    {
        var entry = new FileInfo(path);
        if (!entry.Exists || entry.Length > LargestFile)
        {
            return null;
        }

        var stamp = (entry.LastWriteTimeUtc, entry.Length);
        if (this.cache.TryGetValue(path, out var cached) && cached.Stamp == stamp && cached.WasOld)
        {
            return cached.File;
        }

        using var handle = this.Workspace.TryOpenFile(path);
        if (handle is null)
        {
            return null;
        }

        var bytes = new byte[Math.Min(RandomAccess.GetLength(handle), LargestFile)];
        var length = 0;
        while (length < bytes.Length && RandomAccess.Read(handle, bytes.AsSpan(length), length) is var read and > 0)
        {
            length += read;
        }

        var file = ShownFile.Of(path, bytes.AsSpan(0, length)) is { } shown ? new SourceFile(shown) : null;
        if (this.cache.Count >= MostCached)
        {
            this.cache.Clear();
        }

        this.cache[path] = new Cached(stamp, file, time.GetUtcNow() - stamp.LastWriteTimeUtc > Young);
        return file;
    }

    private sealed record Cached((DateTime, long) Stamp, SourceFile? File, bool WasOld);
}
