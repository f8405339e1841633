using System.Threading.Channels;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.BuiltInTools.Search;

/// <summary>
/// Visits every file below a directory that git does not ignore, on all processors and in no order. Each worker has a visitor of its
/// own, so that a visitor needs no locks.
/// </summary>
internal sealed class ParallelWalk<TVisitor>
{
    /// <summary>Small enough to share a large directory among workers, large enough to make sharing cheap.</summary>
    private const int FilesAtOnce = 32;

    private readonly Channel<Work> queue = Channel.CreateUnbounded<Work>();
    private readonly Func<TVisitor> createVisitor;
    private readonly Action<TVisitor, string> visit;
    private int pending;

    private ParallelWalk(Func<TVisitor> createVisitor, Action<TVisitor, string> visit)
    {
        this.createVisitor = createVisitor;
        this.visit = visit;
    }

    /// <summary>Returns when everything was visited, with the visitors that were used.</summary>
    public static async Task<TVisitor[]> RunAsync(
        string directory,
        GitIgnore rules,
        Func<TVisitor> createVisitor,
        Action<TVisitor, string> visit,
        CancellationToken cancellationToken)
    {
        var walk = new ParallelWalk<TVisitor>(createVisitor, visit);
        walk.Enqueue(new Work(directory, rules, []));
        var workers = new Task<TVisitor>[Environment.ProcessorCount];
        for (var index = 0; index < workers.Length; index++)
        {
            workers[index] = Task.Run(() => walk.WorkAsync(cancellationToken), cancellationToken);
        }

        return await Task.WhenAll(workers);
    }

    private async Task<TVisitor> WorkAsync(CancellationToken cancellationToken)
    {
        var visitor = this.createVisitor();
        try
        {
            await foreach (var work in this.queue.Reader.ReadAllAsync(cancellationToken))
            {
                this.Do(work, visitor, cancellationToken);
                if (Interlocked.Decrement(ref this.pending) == 0)
                {
                    this.queue.Writer.Complete();
                }
            }
        }
        catch (Exception failure)
        {
            // Without this the other workers would wait for work that nobody finishes.
            this.queue.Writer.TryComplete(failure);
            throw;
        }

        return visitor;
    }

    private void Do(Work work, TVisitor visitor, CancellationToken cancellationToken)
    {
        var files = work.Files;
        if (work.Directory is not null)
        {
            var listing = DirectoryListing.Read(work.Directory, work.Rules);
            foreach (var child in listing.Directories)
            {
                this.Enqueue(new Work(child, listing.Rules, []));
            }

            files = listing.Files;
            for (var start = FilesAtOnce; start < files.Count; start += FilesAtOnce)
            {
                this.Enqueue(new Work(null, listing.Rules, files.GetRange(start, Math.Min(FilesAtOnce, files.Count - start))));
            }
        }

        for (var index = 0; index < Math.Min(FilesAtOnce, files.Count); index++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            this.visit(visitor, files[index]);
        }
    }

    private void Enqueue(Work work)
    {
        Interlocked.Increment(ref this.pending);
        this.queue.Writer.TryWrite(work);
    }

    private readonly record struct Work(string? Directory, GitIgnore Rules, List<string> Files);
}
