using EditorAgent.Core.Models;
using EditorAgent.Host.Gateway.Items;

namespace EditorAgent.Host.Gateway.Tools;

/// <summary>
/// A yes is good for one call, however often it is sent: clients repeat requests whose answers they lost. Who sends it again gets what came of the
/// call, also while it still runs. In memory, of this run of the gateway, bounded in number, size and age; the oldest goes first.
/// </summary>
internal sealed class AgreedCalls(TimeProvider time)
{
    public const int MostCalls = 10_000;

    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(2);

    private const long MostBytes = 64L * 1024 * 1024;

    private readonly Lock gate = new();
    private readonly Dictionary<(string, string, string, string), LinkedListNode<Entry>> byRequest = [];
    private readonly LinkedList<Entry> byAge = [];
    private long bytes;

    /// <param name="request">What was agreed to. Its id alone may be a client's own invention, so the call counts with it.</param>
    /// <param name="run">Called for the first yes only.</param>
    /// <param name="cancellationToken">Cancels the wait for a call that another request runs.</param>
    public async Task<CallEnd> RunAsync(Item.ApprovalRequest request, Func<Task<CallEnd>> run, CancellationToken cancellationToken)
    {
        if (!this.TryClaim(request, out var node))
        {
            return await node.Value.End.Task.WaitAsync(cancellationToken);
        }

        try
        {
            var end = await run();
            this.Keep(node, end);
            return end;
        }
        catch
        {
            this.Keep(node, CallEnd.Unreachable(499, "The request that ran this call ended before its answer came.", "The call was begun by an earlier request that ended before the answer came. It is unknown whether it had an effect: check before you repeat it."));
            throw;
        }
    }

    private bool TryClaim(Item.ApprovalRequest request, out LinkedListNode<Entry> node)
    {
        lock (this.gate)
        {
            while (this.byAge.First is { } oldest && (this.byAge.Count >= MostCalls || time.GetElapsedTime(oldest.Value.Since) >= Lifetime))
            {
                this.Drop(oldest);
            }

            var key = (request.Id, request.Label, request.Name, request.Arguments);
            if (this.byRequest.TryGetValue(key, out node!))
            {
                return false;
            }

            node = this.byAge.AddLast(new Entry(key, time.GetTimestamp()));
            this.byRequest.Add(key, node);
            return true;
        }
    }

    /// <summary>What the server never had may be tried once more.</summary>
    private void Keep(LinkedListNode<Entry> node, CallEnd end)
    {
        var waiting = node.Value.End;
        lock (this.gate)
        {
            if (end.IsUnsent && node.List is not null)
            {
                this.Drop(node);
            }
            else if (node.List is not null)
            {
                node.Value.Weight = WeightOf(end);
                this.bytes += node.Value.Weight;
                for (var old = this.byAge.First; old is not null && this.bytes > MostBytes; old = old.Next)
                {
                    this.Lighten(old.Value);
                }
            }
        }

        waiting.TrySetResult(end);
    }

    /// <summary>That it ran stays known; only what came of it is let go.</summary>
    private void Lighten(Entry entry)
    {
        if (entry.Weight > 0)
        {
            this.bytes -= entry.Weight;
            entry.Weight = 0;
            entry.End = new TaskCompletionSource<CallEnd>();
            entry.End.SetResult(CallEnd.Unreachable(410, "This call ran already; what came of it is no longer kept.", "This call ran already, and its answer is no longer kept: check what it did before you repeat it."));
        }
    }

    private void Drop(LinkedListNode<Entry> node)
    {
        this.byAge.Remove(node);
        this.byRequest.Remove(node.Value.Key);
        this.bytes -= node.Value.Weight;
    }

    private static long WeightOf(CallEnd end) => 1_024 + ((end.Output?.Length ?? 0) * 2L) + end.Told.Sum(part => part switch
    {
        ContentPart.Text text => text.Value.Length * 2L,
        ContentPart.Image image => image.Data.Length,
        _ => 0,
    });

    private sealed class Entry((string, string, string, string) key, long since)
    {
        public (string, string, string, string) Key { get; } = key;

        public long Since { get; } = since;

        public long Weight { get; set; }

        public TaskCompletionSource<CallEnd> End { get; set; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
