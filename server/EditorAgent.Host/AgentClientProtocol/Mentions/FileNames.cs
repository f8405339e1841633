using System.Collections.Immutable;
using EditorAgent.BuiltInTools.Search;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Host.AgentClientProtocol.Mentions;

/// <summary>
/// The files of a session's directories that git does not ignore. A walk is remembered for a moment, because somebody who types asks with
/// every letter.
/// </summary>
internal sealed class FileNames(Workspace workspace, TimeProvider time)
{
    private const int MostFiles = 100_000;
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    private readonly Lock gate = new();
    private Task<Listing>? walk;
    private long begunAt;

    public Task<Listing> ListAsync(CancellationToken cancellationToken)
    {
        lock (this.gate)
        {
            if (this.walk is null || this.walk.IsFaulted || (this.walk.IsCompleted && time.GetElapsedTime(this.begunAt) > Fresh))
            {
                this.begunAt = time.GetTimestamp();

                // Whoever asks next may still want it when the first one does not any more.
                this.walk = Task.Run(() => Walk(workspace), CancellationToken.None);
            }

            return this.walk.WaitAsync(cancellationToken);
        }
    }

    private static Listing Walk(Workspace workspace)
    {
        var files = ImmutableArray.CreateBuilder<string>();
        foreach (var root in workspace.RealRoots)
        {
            foreach (var file in FileWalk.Below(workspace, root, CancellationToken.None))
            {
                if (files.Count == MostFiles)
                {
                    return new Listing(files.ToImmutable(), IsPartial: true);
                }

                files.Add(file);
            }
        }

        return new Listing(files.ToImmutable(), IsPartial: false);
    }

    /// <param name="Files">Absolute, links resolved.</param>
    /// <param name="IsPartial">Whether there are more.</param>
    public sealed record Listing(ImmutableArray<string> Files, bool IsPartial);
}
