using System.Collections.Immutable;
using EditorAgent.Core.Tools;
using EditorAgent.Mcp.Contract;

namespace EditorAgent.Mcp.Tools;

/// <summary>
/// Which tools of the servers a model is told of with every request. A server's tools stand in the catalog when all of them fit into what is
/// left of a fifth of the window and of 128 functions; the others are found by <see cref="SearchTool"/>. What stands there stays there, so
/// what comes later comes behind. Nothing is added before <see cref="Open"/>, so that what is known by then comes in a stable order.
/// </summary>
internal sealed class ToolShelf(ToolCatalog catalog, ServerDesk desk, int window, TimeProvider time)
{
    private const int MostFunctions = 128;
    private const int BytesPerToken = 4;

    private readonly Lock gate = new();
    private readonly Dictionary<string, McpTool> made = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> problems = new(StringComparer.Ordinal);
    private readonly HashSet<string> placed = new(StringComparer.Ordinal);
    private long bytesLeft = (long)window / 5 * BytesPerToken;
    private bool isOpen;
    private bool isEarly;
    private bool hasSearch;
    private bool hasResources;

    /// <summary>Tools that cannot be offered, one line each.</summary>
    public ImmutableArray<string> Problems
    {
        get
        {
            lock (this.gate)
            {
                return [.. this.problems.Values];
            }
        }
    }

    public void Open()
    {
        lock (this.gate)
        {
            this.isOpen = true;
        }

        this.Update();
    }

    /// <summary>As <see cref="Open"/>, while it is not even known which servers there are.</summary>
    public void OpenEarly()
    {
        lock (this.gate)
        {
            this.isEarly = true;
        }

        this.Open();
    }

    /// <summary>Something about the servers has changed.</summary>
    public void Update()
    {
        // Outside the lock: the servers may have one of their own.
        var servers = desk.Servers.All;
        var tools = desk.Servers.Tools;
        lock (this.gate)
        {
            if (!this.isOpen)
            {
                return;
            }

            var direct = ImmutableArray.CreateBuilder<ITool>();
            var isHidden = false;
            var room = MostFunctions - catalog.Definitions.Length - 3;
            foreach (var group in tools.Where(tool => !this.placed.Contains(tool.ExposedName)).GroupBy(tool => tool.Server))
            {
                ImmutableArray<McpTool> own = [.. group.Select(this.Make).OfType<McpTool>()];
                var bytes = own.Sum(SizeOf);
                if (own.Length > room - direct.Count || bytes > this.bytesLeft)
                {
                    isHidden = true;
                    continue;
                }

                this.bytesLeft -= bytes;
                direct.AddRange(own);
                this.placed.UnionWith(own.Select(tool => tool.Definition.Name));
            }

            this.Append(direct.DrainToImmutable(), servers, isHidden);
        }
    }

    /// <summary>A tool by the name under which it is exposed, or one that can only mean it, whether the model is told of it or not.</summary>
    public ITool? Find(string exposedName)
    {
        if (!exposedName.StartsWith("mcp__", StringComparison.Ordinal) || new ToolNames(desk.Servers.Tools).FindExposed(exposedName) is not { } offered)
        {
            return null;
        }

        return catalog.Find(offered.ExposedName) ?? this.ToolFor(offered);
    }

    /// <summary>A sentence that names the tools of a server that may be meant.</summary>
    public string Closest(string server, string written) => new ToolNames([.. desk.Servers.Tools.Where(tool => tool.Server == server)]).Closest(written);

    /// <summary>The tool by its definition of now, which may be newer than the one in the catalog. Null where it cannot be offered.</summary>
    public ITool? ToolFor(OfferedTool offered)
    {
        lock (this.gate)
        {
            return this.Make(offered);
        }
    }

    /// <summary>Whether the model is told of the tool with every request, and as it is now.</summary>
    private bool IsListed(OfferedTool offered) =>
        catalog.Find(offered.ExposedName) is { Definition: var listed }
        && this.ToolFor(offered) is { Definition: var now }
        && (ReferenceEquals(listed, now) || (listed.Description == now.Description && listed.InputSchema.Span.SequenceEqual(now.InputSchema.Span)));

    private void Append(ImmutableArray<ITool> direct, ImmutableArray<ServerStatus> servers, bool isHidden)
    {
        var own = ImmutableArray.CreateBuilder<ITool>();
        if (!this.hasSearch && (isHidden || this.isEarly || servers.Any(IsUnsettled)))
        {
            this.hasSearch = true;
            own.Add(new SearchTool(desk, this.IsListed, [.. servers.Where(MayBeNamed).Select(status => status.Name)], time));
            own.Add(new CallTool(desk, this.ToolFor, time));
        }

        if (!this.hasResources && servers.Any(status => status is { State: ServerState.Connected or ServerState.Pending, Introduction.HasResources: true }))
        {
            this.hasResources = true;
            own.Add(new ReadResourceTool(desk));
        }

        catalog.Append([.. own, .. direct]);
    }

    /// <summary>A name that only a workspace's file gives, before anybody approved it, comes to the model in a fence or not at all.</summary>
    private static bool MayBeNamed(ServerStatus status) =>
        status is { State: not (ServerState.Disabled or ServerState.NeedsTrust) } && (status.Scope == Core.Configuration.Mcp.McpServerScope.User || status.ToolCount is not null);

    /// <summary>Whether its tools are not known yet, or wait for somebody.</summary>
    private static bool IsUnsettled(ServerStatus status) => status switch
    {
        { State: ServerState.Connected or ServerState.Disabled } => false,
        { State: ServerState.Pending or ServerState.Connecting, ToolCount: not null } => false,
        { Scope: Core.Configuration.Mcp.McpServerScope.ListedOnly } => false,
        _ => true,
    };

    private McpTool? Make(OfferedTool offered)
    {
        if (this.made.TryGetValue(offered.ExposedName, out var known) && ReferenceEquals(known.Offered.Tool, offered.Tool))
        {
            return known;
        }

        var (tool, problem) = McpTool.From(offered, desk);
        if (tool is null)
        {
            this.problems[offered.ExposedName] = $"The tool \"{ServerText.Line(offered.Tool.Name, 128)}\" of the MCP server \"{offered.Server}\" is not offered, because {problem}.";
            return null;
        }

        if (!this.placed.Contains(offered.ExposedName) && catalog.Find(offered.ExposedName) is not null)
        {
            this.problems[offered.ExposedName] = $"The tool \"{ServerText.Line(offered.Tool.Name, 128)}\" of the MCP server \"{offered.Server}\" is not offered, because its name is taken.";
            return null;
        }

        this.made[offered.ExposedName] = tool;
        return tool;
    }

    private static long SizeOf(McpTool tool) =>
        tool.Definition.Name.Length + System.Text.Encoding.UTF8.GetByteCount(tool.Definition.Description) + tool.Definition.InputSchema.Length + 40;
}
