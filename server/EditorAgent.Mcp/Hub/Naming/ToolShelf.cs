using System.Collections.Immutable;
using EditorAgent.Mcp.Contract;

namespace EditorAgent.Mcp.Hub.Naming;

/// <summary>
/// What may be offered to the model, of all servers. A tool keeps its place for as long as its server lists it, also while the server is away;
/// a new one comes last, so that what was sent to a model before remains the beginning of what is sent next. Safe from any thread.
/// </summary>
internal sealed class ToolShelf
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, OfferedTool[]> lists = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<string, Place>> places = new(StringComparer.Ordinal);
    private long nextPlace;
    private ImmutableArray<OfferedTool> all = [];

    public ImmutableArray<OfferedTool> All
    {
        get
        {
            lock (this.gate)
            {
                return this.all;
            }
        }
    }

    public OfferedTool? Find(string server, string tool)
    {
        lock (this.gate)
        {
            return this.lists.TryGetValue(server, out var tools) ? Array.Find(tools, offered => offered.Tool.Name == tool) : null;
        }
    }

    public void Put(string server, ImmutableArray<OfferedTool> tools)
    {
        lock (this.gate)
        {
            var before = this.places.GetValueOrDefault(server);
            var now = this.places[server] = new Dictionary<string, Place>(StringComparer.Ordinal);
            foreach (var tool in tools)
            {
                now.TryAdd(tool.Tool.Name, before?.GetValueOrDefault(tool.Tool.Name) ?? new Place(this.nextPlace++));
            }

            this.lists[server] = [.. tools];
            this.Arrange();
        }
    }

    /// <summary>Its tools are offered no longer; when they come again they have their places again.</summary>
    public void Withdraw(string server)
    {
        lock (this.gate)
        {
            if (this.lists.Remove(server))
            {
                this.Arrange();
            }
        }
    }

    /// <summary>
    /// Two servers can come to one name only by equal hashes. Then the pair that sorts first has it, whoever came first, and the other one
    /// is not offered.
    /// </summary>
    private void Arrange() => this.all =
    [
        .. this.lists.Values.SelectMany(tools => tools)
            .GroupBy(tool => tool.ExposedName, StringComparer.OrdinalIgnoreCase)
            .Select(same => same.OrderBy(tool => tool.Server, StringComparer.Ordinal).First())
            .OrderBy(tool => this.places[tool.Server][tool.Tool.Name].Number),
    ];

    /// <summary>A class, since dictionaries of structures are compiled at a session's start.</summary>
    private sealed record Place(long Number);
}
