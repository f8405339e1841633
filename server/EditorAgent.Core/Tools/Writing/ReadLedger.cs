using System.Collections.Immutable;
using System.Collections.Concurrent;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Tools.Writing;

/// <summary>
/// What the model last saw of each file in this session, so that nothing is overwritten that it does not know. Having seen a part counts.
/// </summary>
public sealed class ReadLedger
{
    private readonly ConcurrentDictionary<string, Sight> seen = new(StringComparer.Ordinal);
    private int order;

    public void Saw(WorkspacePath path, ContentHash hash) => this.seen[path.Absolute] = new Sight(hash.Value, Interlocked.Increment(ref this.order));

    public ContentHash? LastSeen(WorkspacePath path) => this.seen.TryGetValue(path.Absolute, out var last) ? new ContentHash(last.Hash) : null;

    /// <summary>The files seen last, as absolute paths.</summary>
    public ImmutableArray<string> LatestSeen(int most) =>
        [.. this.seen.ToArray().OrderByDescending(file => file.Value.Order).Take(most).Select(file => file.Key)];

    /// <summary>Counts what a person was shown before a restart as seen, where the file still holds it.</summary>
    public async ValueTask RecallAsync(Workspace workspace, IWorkspaceFiles files, ImmutableArray<FileDiff> shown, CancellationToken cancellationToken)
    {
        foreach (var diff in shown)
        {
            // A path from a journal only names a file.
            if (diff.OldText is { } old
                && workspace.ResolveForWriting(diff.Path.Absolute) is PathResolution.Inside inside
                && await ReadOrNullAsync(files, inside.Path, cancellationToken) is { } present
                && TextContent.Decode(present.Bytes.Span) is { } content && content.Text == old)
            {
                this.Saw(inside.Path, present.Hash);
            }
        }
    }

    private static async ValueTask<FileSnapshot?> ReadOrNullAsync(IWorkspaceFiles files, WorkspacePath path, CancellationToken cancellationToken)
    {
        try
        {
            return await files.ReadAsync(path, cancellationToken);
        }
        catch (WorkspaceFileException)
        {
            return null;
        }
    }

    private sealed record Sight(string Hash, int Order);
}
