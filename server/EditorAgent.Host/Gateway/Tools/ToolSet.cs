using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EditorAgent.Core.Models;
using EditorAgent.Host.Gateway.Requests;

namespace EditorAgent.Host.Gateway.Tools;

/// <summary>All tools of one response by the names the model calls them by. A name that two would have goes to the client's function, then to the first.</summary>
internal sealed class ToolSet
{
    public const int MostTools = 128;

    private const int LongestDescription = 2048;
    private static readonly byte[] NoParameters = """{"type":"object","properties":{}}"""u8.ToArray();

    private readonly Dictionary<string, GatewayTool> byName = new(StringComparer.Ordinal);

    private ToolSet()
    {
    }

    /// <summary>In the order of the request; the same request gives the same bytes.</summary>
    public ImmutableArray<GatewayTool> Tools { get; private set; } = [];

    /// <param name="entries">The request's tools.</param>
    /// <param name="listed">What each server lists, by label.</param>
    /// <exception cref="ApiProblem">They are too many.</exception>
    public static ToolSet Of(ToolEntries entries, IReadOnlyDictionary<string, ImmutableArray<ListedTool>> listed)
    {
        var set = new ToolSet();
        var taken = entries.Functions.Select(function => function.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var tools = ImmutableArray.CreateBuilder<GatewayTool>();
        foreach (var entry in entries.Entries)
        {
            if (entry is FunctionEntry function)
            {
                tools.Add(new GatewayTool.Function(new ToolDefinition(function.Name, function.Description ?? "", SchemaOf(function.Parameters))));
            }
            else if (entry is McpEntry server)
            {
                tools.AddRange(listed[server.Label].Where(server.Allowed.Fits).DistinctBy(tool => tool.Name).Select(tool => Served(server, tool, taken)));
            }
        }

        if (tools.Count > MostTools)
        {
            throw ApiProblem.Invalid("tools", $"There are {tools.Count} tools; at most {MostTools} can be offered. Name those you need in allowed_tools.", "array_above_max_length");
        }

        set.Tools = tools.ToImmutable();
        foreach (var tool in set.Tools)
        {
            set.byName.Add(tool.Definition.Name, tool);
        }

        return set;
    }

    public GatewayTool? Find(string name) => this.byName.GetValueOrDefault(name);

    public GatewayTool.Served? Find(string label, string tool) =>
        this.Tools.OfType<GatewayTool.Served>().FirstOrDefault(served => served.Server.Label == label && served.Tool.Name == tool);

    /// <summary>Also of tools that are no longer offered: the conversation may speak of them.</summary>
    public string NameOf(string label, string tool) => this.Find(label, tool)?.Definition.Name ?? ToolNames.Of(label, tool);

    private static GatewayTool.Served Served(McpEntry server, ListedTool tool, HashSet<string> taken)
    {
        var name = ToolNames.Of(server.Label, tool.Name);
        if (!taken.Add(name))
        {
            name = ToolNames.WithHash(server.Label, tool.Name);
            taken.Add(name);
        }

        var description = tool.Description.Length <= LongestDescription ? tool.Description : tool.Description[..LongestDescription];
        return new GatewayTool.Served(new ToolDefinition(name, description, SchemaOf(tool.InputSchema)), server, tool);
    }

    /// <summary>Vendors insist on an object at the root.</summary>
    private static ReadOnlyMemory<byte> SchemaOf(JsonElement? schema)
    {
        if (schema is not { ValueKind: JsonValueKind.Object } given || !given.EnumerateObject().Any())
        {
            return NoParameters;
        }

        if (given.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String && type.ValueEquals("object"))
        {
            return Encoding.UTF8.GetBytes(given.GetRawText());
        }

        var rooted = JsonObject.Create(given)!;
        rooted["type"] = "object";
        return Encoding.UTF8.GetBytes(rooted.ToJsonString());
    }
}
