using EditorAgent.Core.Sessions;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Review;

/// <summary>Makes out of a trail, the kept bytes and the file itself what is under review.</summary>
internal sealed class ReviewReader(Session session, IWorkspaceFiles files, Workspace workspace)
{
    /// <summary>Null when the path no longer lies in the workspace.</summary>
    public async Task<LoadedReview?> LoadAsync(ReviewTrail trail, CancellationToken cancellationToken)
    {
        if (workspace.ResolveForWriting(trail.Path.Absolute) is not PathResolution.Inside(var path) || path.Absolute != trail.Path.Absolute)
        {
            return null;
        }

        FileSnapshot? present;
        try
        {
            present = await files.ReadAsync(path, cancellationToken);
        }
        catch (WorkspaceFileException)
        {
            return new LoadedReview(trail, path, null, null);
        }

        return new LoadedReview(trail, path, present, await this.FoldAsync(trail, present, cancellationToken));
    }

    private async Task<ReviewedFile?> FoldAsync(ReviewTrail trail, FileSnapshot? present, CancellationToken cancellationToken)
    {
        if (await this.TextOfAsync(trail.Baseline, present, cancellationToken) is not { } baseline || await this.TextOfAsync(trail.Now, present, cancellationToken) is not { } start)
        {
            return null;
        }

        var file = new ReviewedFile(baseline.Text, start.Text, trail.Marks);
        var now = trail.Now;
        foreach (var change in trail.Changes)
        {
            if (await this.TextOfAsync(change.Before, present, cancellationToken) is not { } before || await this.TextOfAsync(change.After, present, cancellationToken) is not { } after)
            {
                return null;
            }

            file = change.Before == now ? file : file.Seen(before.Text);
            file = file.Changed(after.Text, new ReviewAuthor(change.Turn, change.CallId));
            now = change.After;
        }

        return present?.Hash == now ? file : file.Seen(present is null ? null : ReviewText.Of(present.Bytes.Span));
    }

    /// <summary>Nothing when the bytes were not kept.</summary>
    private async Task<Found?> TextOfAsync(ContentHash? hash, FileSnapshot? present, CancellationToken cancellationToken)
    {
        if (hash is not { } wanted)
        {
            return new Found(null);
        }

        if (present?.Hash == wanted)
        {
            return new Found(ReviewText.Of(present.Bytes.Span));
        }

        return await session.ReadBlobAsync(wanted, cancellationToken) is { } bytes ? new Found(ReviewText.Of(bytes.Span)) : null;
    }

    private sealed record Found(ReviewText? Text);
}
