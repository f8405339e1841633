using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using EditorAgent.Mcp.Contract;
using EditorAgent.Mcp.Transport;

namespace EditorAgent.Mcp.Connections;

/// <summary>Reads a list of a server page by page and entry by entry: a bad entry costs itself, an endless list its end. Whatever is left out is told.</summary>
/// <param name="method">Of the list.</param>
/// <param name="member">Where the entries are.</param>
/// <param name="read">Null for an entry that is none.</param>
internal sealed class ListReader<T>(string method, string member, Func<JsonElement, T?> read)
    where T : class
{
    private const int MostProblems = 100;
    private const int LongestCursor = 16 * 1024;

    private readonly ImmutableArray<T>.Builder items = ImmutableArray.CreateBuilder<T>();
    private readonly List<string> problems = [];
    private readonly HashSet<string> cursors = [];
    private CacheAdvice? cache;
    private long bytes;
    private int entries;

    /// <exception cref="ServerException">A page was refused or is none.</exception>
    public async Task<ServerListing<T>> ReadAsync(Requester requester, CancellationToken cancellationToken)
    {
        string? cursor = null;
        for (var page = 0; page < MessageBounds.ListPages; page++)
        {
            var parameters = new JsonObject();
            if (cursor is not null)
            {
                parameters["cursor"] = cursor;
            }

            var result = await requester.SendAsync(method, parameters, new CallOptions(), cancellationToken);
            cursor = this.TakeOrRefuse(result);
            if (cursor is null)
            {
                return this.Listing();
            }
        }

        this.problems.Add($"{method}: more than {MessageBounds.ListPages} pages; the rest is left out.");
        return this.Listing();
    }

    private ServerListing<T> Listing() => new(this.items.ToImmutable(), [.. this.problems], this.cache ?? CacheAdvice.None);

    private string? TakeOrRefuse(JsonElement result)
    {
        try
        {
            return this.Take(result);
        }
        catch (InvalidOperationException)
        {
            throw new ServerException(ServerFailureKind.Unreadable, $"The answer to {method} cannot be read: a text in it is half a character.") { WasSent = true };
        }
    }

    /// <returns>The cursor of the next page, or null when this was the last that is read.</returns>
    private string? Take(JsonElement result)
    {
        this.bytes += result.ValueKind is JsonValueKind.Object ? JsonMarshal.GetRawUtf8Value(result).Length : 0;
        if (result.Member(member, JsonValueKind.Array) is null)
        {
            throw new ServerException(ServerFailureKind.Unreadable, $"The answer to {method} holds no {member}.") { WasSent = true };
        }

        this.cache = CacheAdvices.Shorter(this.cache, CacheAdvices.Of(result));
        foreach (var entry in result.Entries(member))
        {
            if (++this.entries > MessageBounds.ListEntries)
            {
                this.problems.Add($"{method}: more than {MessageBounds.ListEntries} entries; the rest is left out.");
                return null;
            }

            this.Take(this.entries, entry);
        }

        if (result.Text("nextCursor") is not { } next)
        {
            return null;
        }

        if (this.bytes > MessageBounds.ListBytes || next.Length > LongestCursor || !this.cursors.Add(next))
        {
            this.problems.Add($"{method}: the list is too long or repeats itself; the rest is left out.");
            return null;
        }

        return next;
    }

    private void Take(int number, JsonElement entry)
    {
        T? item = null;
        try
        {
            item = read(entry);
        }
        catch (InvalidOperationException)
        {
            // Half a character somewhere in it.
        }

        if (item is not null)
        {
            this.items.Add(item);
        }
        else if (this.problems.Count < MostProblems)
        {
            this.problems.Add($"{method}: entry {number} ({NameOf(entry)}) is unusable and left out.");
        }
    }

    private static string NameOf(JsonElement entry)
    {
        try
        {
            return ServerText.Line(entry.Text("name") ?? entry.Text("uri") ?? "without a name");
        }
        catch (InvalidOperationException)
        {
            return "with a broken name";
        }
    }
}
