using System.Collections.Immutable;
using System.Text.Json;
using EditorAgent.Core.Models;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Tools;
using EditorAgent.Mcp.Contract;

namespace EditorAgent.Mcp.Tools;

/// <summary>Reads a resource of a server. For rules it is the tool <c>resources.read</c> of that server.</summary>
internal sealed class ReadResourceTool(ServerDesk desk) : ITool
{
    public const string Name = "read_mcp_resource";

    /// <summary>What rules call it.</summary>
    public const string Subject = "resources.read";

    public ToolDefinition Definition { get; } = new(
        Name,
        "Reads a resource of an MCP server by its URI, as search_tools or a tool's answer gives it.",
        """{"type":"object","properties":{"server":{"type":"string"},"uri":{"type":"string"}},"required":["uri"],"additionalProperties":false}"""u8.ToArray());

    public ValueTask<ToolPlan> PlanAsync(JsonElement arguments, CancellationToken cancellationToken)
    {
        ImmutableArray<string> having = [.. desk.Servers.All.Where(known => known.Introduction is { HasResources: true }).Select(known => known.Name)];
        if (!arguments.TryGetProperty("server", out var written) && having.Length != 1)
        {
            return Refuse(having.IsEmpty ? "No MCP server has resources now." : $"Say which server has it. There are: {string.Join(", ", having)}.");
        }

        if (desk.NameOf(written.ValueKind == JsonValueKind.String ? written.GetString()! : having[0]) is not { } server || desk.StatusOf(server) is not { } status)
        {
            return Refuse(desk.NoServer(written.GetString()!));
        }

        if (status.State is ServerState.NeedsTrust or ServerState.Disabled or ServerState.NeedsLogin or ServerState.NeedsInput)
        {
            return Refuse($"Not read: the MCP server \"{server}\" {StateText.Of(status)}.");
        }

        return ValueTask.FromResult<ToolPlan>(new ToolPlan.Ready
        {
            Title = $"{server}: read {arguments.GetProperty("uri").GetString()}",
            Kind = ToolKind.Read,
            IsReadOnly = desk.Servers.Tools.Any(tool => tool.Server == server && tool.AreHintsBelieved),
            Accesses = [new ToolAccess.Search()],
            Subjects = [new PermissionSubject.McpCall(server, Subject, arguments)],
            Notes = [CallNotes.Server(status), .. CallNotes.Arguments(arguments)],
            OfferedGrants = GrantFor.Tool(server, Subject),
            State = server,
        });
    }

    public async ValueTask<ToolResult> RunAsync(ApprovedToolCall call, IProgress<string> output, CancellationToken cancellationToken)
    {
        var uri = call.Arguments.GetProperty("uri").GetString()!;
        try
        {
            var contents = await desk.Servers.ReadResourceAsync(
                (string)call.Plan.State!,
                uri,
                new CallOptions { Progress = new ProgressLines(output), Questions = desk.QuestionsFor(call.Id) },
                cancellationToken);
            return new ToolResult { Content = PartsOf(contents), Origin = TextOrigin.Outside };
        }
        catch (ServerException failed)
        {
            return ToolResult.Error($"Not read: {failed.Message}") with { Origin = TextOrigin.Outside };
        }
    }

    public static ImmutableArray<ContentPart> PartsOf(ImmutableArray<ResourceContent> contents)
    {
        var content = new ContentWriter();
        foreach (var part in contents)
        {
            content.Add(part);
        }

        return content.Parts("(the resource is empty)");
    }

    private static ValueTask<ToolPlan> Refuse(string message) => ValueTask.FromResult<ToolPlan>(new ToolPlan.Refused(message));
}
