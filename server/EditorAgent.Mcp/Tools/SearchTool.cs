using System.Collections.Immutable;
using System.Text.Json;
using EditorAgent.Core.Configuration.Mcp;
using EditorAgent.Core.Models;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Tools;
using EditorAgent.Mcp.Contract;

namespace EditorAgent.Mcp.Tools;

/// <summary>Finds tools that the model is not told of with every request, and says how it stands with the servers; asks the user for one that waits for them.</summary>
/// <param name="desk">The session's servers.</param>
/// <param name="isListed">Whether the model is told of a tool anyhow.</param>
/// <param name="named">The servers' names, as far as they are known when the model is first told of this tool.</param>
/// <param name="time">For waiting.</param>
internal sealed class SearchTool(ServerDesk desk, Func<OfferedTool, bool> isListed, ImmutableArray<string> named, TimeProvider time) : ITool
{
    public const string Name = "search_tools";

    private const string Start = "start";
    private const int MostNamed = 20;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestList = TimeSpan.FromSeconds(5);

    public ToolDefinition Definition { get; } = new(
        Name,
        $"Finds tools of the user's MCP servers{Named(named)} that are not listed to you, by words about what you need; tells their arguments. "
        + "Run one with call_tool. Without query: all names and the state of each server. Naming a server that waits for approval asks the user to start it.",
        """{"type":"object","properties":{"query":{"type":"string"},"server":{"type":"string"}},"additionalProperties":false}"""u8.ToArray());

    public ValueTask<ToolPlan> PlanAsync(JsonElement arguments, CancellationToken cancellationToken) =>
        ValueTask.FromResult(this.Plan(TextOf(arguments, "query"), TextOf(arguments, "server")));

    public async ValueTask<ToolResult> RunAsync(ApprovedToolCall call, IProgress<string> output, CancellationToken cancellationToken)
    {
        var request = (Request)call.Plan.State!;
        if (await desk.TakeApprovalAsync(request.Waiting, null, call.Verdict, cancellationToken) is { } refused)
        {
            return ToolResult.Error(refused);
        }

        if (request.Server is { } named && desk.StatusOf(named) is { State: ServerState.Pending, ToolCount: null })
        {
            Task connecting = desk.Servers.ConnectAsync(named, cancellationToken);
            await connecting.WaitAsync(LongestWait, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
        }

        await ServerWait.UntilAsync(desk.Servers, () => !this.InScope(request).Any(ServerWait.IsComing), LongestWait, time, cancellationToken);
        var servers = this.InScope(request).ToImmutableArray();
        var found = new SearchScope(
            servers,
            [.. desk.Servers.Tools.Where(tool => request.Server is null || tool.Server == request.Server).Select(tool => (tool, isListed(tool)))],
            await this.ResourcesAsync(servers, cancellationToken),
            desk.IntroduceOnce);
        return ToolResult.Success(new SearchReport(found).Write(request.Query)) with { Origin = found.HoldsServersWords ? TextOrigin.Outside : TextOrigin.Workspace };
    }

    private ToolPlan Plan(string? query, string? server)
    {
        if (server is null && query is not null && desk.NameOf(query) is { } meant && !desk.Servers.Tools.Any(tool => tool.Tool.Name == query))
        {
            // Whoever looks for a server by its name wants to know what it has, not what speaks of it; it is not started by that.
            return Looking(new Request(null, meant, null), $"List tools of MCP server {meant}");
        }

        if (server is null)
        {
            return Looking(new Request(query, null, null), query is null ? "List MCP tools" : $"Search MCP tools: {query}");
        }

        if (desk.NameOf(server) is not { } name || desk.StatusOf(name) is not { } status)
        {
            return new ToolPlan.Refused(desk.NoServer(server));
        }

        if (status.State != ServerState.NeedsTrust || status.Scope == McpServerScope.ListedOnly)
        {
            return Looking(new Request(query, name, null), query is null ? $"List tools of MCP server {name}" : $"Search tools of MCP server {name}: {query}");
        }

        return desk.HasPerson ? Starting(new Request(query, name, status), status) : new ToolPlan.Refused(ServerDesk.NobodyApproves(name));
    }

    private static ToolPlan.Ready Looking(Request request, string title) => new()
    {
        Title = title,
        Kind = ToolKind.Search,
        IsReadOnly = true,
        Accesses = [new ToolAccess.Search()],
        State = request,
    };

    private static ToolPlan.Ready Starting(Request request, ServerStatus status) => new()
    {
        Title = $"Start MCP server {status.Name}",
        Kind = ToolKind.Execute,
        IsReadOnly = false,
        Accesses = [new ToolAccess.Exclusive()],
        Subjects = [new PermissionSubject.McpCall(status.Name, Start, JsonElement.Parse("{}"))],
        Notes = [CallNotes.Server(status), .. CallNotes.Trust(status)],
        NeedsTrust = status.Scope != McpServerScope.User,
        Cautions = [PermissionMarks.StartsServer],
        State = request,
    };

    private IEnumerable<ServerStatus> InScope(Request request) => desk.Servers.All.Where(status => request.Server is null || status.Name == request.Server);

    private async Task<ImmutableArray<FoundResource>> ResourcesAsync(ImmutableArray<ServerStatus> servers, CancellationToken cancellationToken)
    {
        ImmutableArray<string> names = [.. servers.Where(status => status is { State: ServerState.Connected, Introduction.HasResources: true }).Select(status => status.Name)];
        if (names.IsEmpty)
        {
            return [];
        }

        try
        {
            var listing = desk.Servers.ListResourcesAsync(cancellationToken);
            var templates = desk.Servers.ListResourceTemplatesAsync(cancellationToken);
            await Task.WhenAll(listing, templates).WaitAsync(LongestList, time, cancellationToken);
            return
            [
                .. (await listing).Where(entry => names.Contains(entry.Server)).Select(entry => FoundResource.Of(entry.Server, entry.Resource)),
                .. (await templates).Where(entry => names.Contains(entry.Server)).Select(entry => FoundResource.Of(entry.Server, entry.Template)),
            ];
        }
        catch (Exception failed) when (failed is ServerException or TimeoutException)
        {
            return [];
        }
    }

    private static string Named(ImmutableArray<string> servers) => servers.Length switch
    {
        0 => " (databases, wikis, trackers, ...)",
        <= MostNamed => $" ({string.Join(", ", servers)})",
        _ => $" ({string.Join(", ", servers.Take(MostNamed))} and {servers.Length - MostNamed} more)",
    };

    private static string? TextOf(JsonElement arguments, string name) =>
        arguments.TryGetProperty(name, out var value) && value.GetString() is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;

    private sealed record Request(string? Query, string? Server, ServerStatus? Waiting);
}
