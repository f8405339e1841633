using System.Collections.Concurrent;
using EditorAgent.Mcp.Contract;
using ModelContextProtocol.Protocol;

namespace EditorAgent.Mcp.Connections;

/// <summary>The requests of a connection that are on the wire. After its end every request fails with the reason of the end.</summary>
internal sealed class PendingRequests
{
    private const string Prefix = "ea-";

    private readonly ConcurrentDictionary<RequestId, PendingRequest> requests = new();
    private ServerException? end;
    private long last;

    public bool Any => !this.requests.IsEmpty;

    public PendingRequest Add(RequestRun run)
    {
        var request = new PendingRequest(new RequestId($"{Prefix}{Interlocked.Increment(ref this.last)}"), run);
        this.requests[request.Id] = request;
        if (Volatile.Read(ref this.end) is { } reason)
        {
            request.Fail(reason);
        }

        return request;
    }

    public PendingRequest? Find(RequestId id) => id.Id is not null && this.requests.TryGetValue(id, out var request) ? request : null;

    public PendingRequest? Find(string token) => this.Find(new RequestId(token));

    /// <summary>Asked right before a request leaves; requests that are not ours may.</summary>
    public bool MayLeave(RequestId id) => this.Find(id) is { } request ? request.TryLeave() : id.Id is not string text || !text.StartsWith(Prefix, StringComparison.Ordinal);

    public PendingRequest? Take(RequestId id) => id.Id is not null && this.requests.TryRemove(id, out var request) ? request : null;

    public void Remove(PendingRequest request) => this.requests.TryRemove(request.Id, out _);

    /// <summary>The newest request that can ask somebody: where the transport does not tell, a question most likely belongs to it.</summary>
    public PendingRequest? Asking() =>
        this.requests.Values.Where(request => request.Run.Questions is not null).MaxBy(request => NumberOf(request.Id));

    public void End(ServerException reason)
    {
        Volatile.Write(ref this.end, reason);
        foreach (var request in this.requests.Values)
        {
            request.Fail(reason);
        }
    }

    private static long NumberOf(RequestId id) => id.Id is string text && long.TryParse(text.AsSpan(Prefix.Length), out var number) ? number : 0;
}
