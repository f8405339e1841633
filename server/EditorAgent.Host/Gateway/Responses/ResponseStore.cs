namespace EditorAgent.Host.Gateway.Responses;

/// <summary>Responses of this run of the gateway, in memory: bounded in number, size and age. The oldest goes first; nothing is written to the disk.</summary>
internal sealed class ResponseStore(TimeProvider time)
{
    public const int MostResponses = 500;

    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(2);

    private const long MostBytes = 256L * 1024 * 1024;

    private readonly Lock gate = new();
    private readonly Dictionary<string, LinkedListNode<Entry>> byId = new(StringComparer.Ordinal);
    private readonly LinkedList<Entry> byAge = [];
    private long bytes;

    public void Add(StoredResponse response)
    {
        lock (this.gate)
        {
            var entry = new Entry(response, time.GetTimestamp(), WeightOf(response));
            this.byId.Add(response.Id, this.byAge.AddLast(entry));
            this.bytes += entry.Weight;
            while (this.byAge.Count > MostResponses || (this.bytes > MostBytes && this.byAge.Count > 1))
            {
                this.Drop(this.byAge.First!);
            }
        }
    }

    public StoredResponse? Find(string id)
    {
        lock (this.gate)
        {
            this.DropOld();
            return this.byId.GetValueOrDefault(id)?.Value.Response;
        }
    }

    /// <summary>An item of any response, the newest first.</summary>
    public Items.Item? FindItem(string id)
    {
        lock (this.gate)
        {
            this.DropOld();
            for (var node = this.byAge.Last; node is not null; node = node.Previous)
            {
                var own = node.Value.Response.Input.Concat(node.Value.Response.Output);
                if (own.FirstOrDefault(item => item.Id == id) is { } item)
                {
                    return item;
                }
            }

            return null;
        }
    }

    /// <returns>Whether it was there.</returns>
    public bool Remove(string id)
    {
        lock (this.gate)
        {
            this.DropOld();
            if (!this.byId.TryGetValue(id, out var node))
            {
                return false;
            }

            this.Drop(node);
            return true;
        }
    }

    /// <summary>What is in front is shared with the responses it came from and counts there, as far as they are still kept; images of the input count here.</summary>
    private static long WeightOf(StoredResponse response)
    {
        long weight = response.Json.Length * 2L;
        foreach (var item in response.Input)
        {
            weight += item switch
            {
                Items.Item.Message message => message.Content.Sum(SizeOf),
                Items.Item.FunctionOutput output => output.Content.Sum(SizeOf),
                Items.Item.McpCall call => call.Output?.Length * 2L ?? 0,
                _ => 256,
            };
        }

        return weight + response.Output.OfType<Items.Item.McpCall>().Sum(call => call.Told?.Sum(SizeOf) ?? 0) + (response.Before.Length * 8L);
    }

    private static long SizeOf(Core.Models.ContentPart part) => part switch
    {
        Core.Models.ContentPart.Text text => text.Value.Length * 2L,
        Core.Models.ContentPart.Image image => image.Data.Length,
        _ => 0,
    };

    private void DropOld()
    {
        while (this.byAge.First is { } oldest && time.GetElapsedTime(oldest.Value.Since) >= Lifetime)
        {
            this.Drop(oldest);
        }
    }

    private void Drop(LinkedListNode<Entry> node)
    {
        this.byAge.Remove(node);
        this.byId.Remove(node.Value.Response.Id);
        this.bytes -= node.Value.Weight;
    }

    private sealed record Entry(StoredResponse Response, long Since, long Weight);
}
