using System.Collections.Immutable;
using System.Text.Json;
using EditorAgent.Core.Configuration.Mcp;
using EditorAgent.Core.Models;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Tools;
using EditorAgent.Mcp.Contract;

namespace EditorAgent.Mcp.Tools;

/// <summary>Finds tools that the model is not told of with every request, and says how it stands with the servers; asks the user for one that waits for them.</summary>
internal sealed class SearchTool(ServerDesk desk, TimeProvider time) : ITool
{
    public const string Name = "search_tools";

    private const string Start = "start";
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestList = TimeSpan.FromSeconds(5);

    public ToolDefinition Definition { get; } = new(
        Name,
        "Finds tools of the user's MCP servers (databases, wikis, trackers, ...) that are not listed to you, by words about what you need; tells their arguments. "
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
        ImmutableArray<OfferedTool> tools = [.. desk.Servers.Tools.Where(tool => request.Server is null || tool.Server == request.Server)];
        var resources = await this.ResourcesAsync(servers, request.Server, cancellationToken);
        return ToolResult.Success(new SearchReport(servers, tools, resources).Write(request.Query)) with { Origin = TextOrigin.Outside };
    }

    private ToolPlan Plan(string? query, string? server)
    {
        if (server is null)
        {
            return Looking(new Request(query, null, null), query is null ? "List MCP tools" : $"Search MCP tools: {query}");
        }

        if (desk.StatusOf(server) is not { } status)
        {
            return new ToolPlan.Refused($"There is no MCP server \"{server}\". There are: {string.Join(", ", desk.Servers.All.Select(known => known.Name))}.");
        }

        if (status.State != ServerState.NeedsTrust || status.Scope == McpServerScope.ListedOnly)
        {
            return Looking(new Request(query, server, null), $"Search tools of MCP server {server}: {query}");
        }

        return desk.HasPerson ? Starting(new Request(query, server, status), status) : new ToolPlan.Refused(ServerDesk.NobodyApproves(server));
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

    private async Task<ImmutableArray<(string Server, ServerResource Resource)>> ResourcesAsync(ImmutableArray<ServerStatus> servers, string? server, CancellationToken cancellationToken)
    {
        if (!servers.Any(status => status is { State: ServerState.Connected, Introduction.HasResources: true }))
        {
            return [];
        }

        try
        {
            var all = await desk.Servers.ListResourcesAsync(cancellationToken).WaitAsync(LongestList, time, cancellationToken);
            return [.. all.Where(entry => server is null || entry.Server == server)];
        }
        catch (Exception failed) when (failed is ServerException or TimeoutException)
        {
            return [];
        }
    }

    private static string? TextOf(JsonElement arguments, string name) =>
        arguments.TryGetProperty(name, out var value) && value.GetString() is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;

    private sealed record Request(string? Query, string? Server, ServerStatus? Waiting);
}
