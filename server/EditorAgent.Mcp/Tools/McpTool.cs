using System.Collections.Immutable;
using System.Text.Json;
using EditorAgent.Core.Configuration.Mcp;
using EditorAgent.Core.Models;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Tools;
using EditorAgent.Mcp.Contract;

namespace EditorAgent.Mcp.Tools;

/// <summary>
/// A tool of a server. What the model is told of it stays as it was first offered; whether the server may start and whether the tool is
/// still what the user saw is looked at when a call is planned, and asked about together with the call.
/// </summary>
internal sealed class McpTool : ITool
{
    private const int MostDescription = 2_048;

    private readonly string server;
    private readonly string name;
    private readonly ServerDesk desk;
    private readonly string title;
    private readonly ImmutableArray<PermissionGrant> grants;

    private McpTool(OfferedTool offered, ReadOnlyMemory<byte> schema, ServerDesk desk)
    {
        this.server = offered.Server;
        this.name = offered.Tool.Name;
        this.desk = desk;
        this.title = $"{this.server}: {this.name}";
        this.grants = GrantFor.Tool(this.server, this.name);
        this.Definition = new ToolDefinition(offered.ExposedName, DescriptionOf(offered), schema);
        this.Offered = offered;
    }

    public ToolDefinition Definition { get; }

    /// <summary>As it was when the definition was made.</summary>
    public OfferedTool Offered { get; }

    /// <returns>The tool, or why it cannot be offered: a clause for a person.</returns>
    public static (McpTool? Tool, string? Problem) From(OfferedTool offered, ServerDesk desk)
    {
        if (offered.Tool.Name == ReadResourceTool.Subject)
        {
            return (null, "its name stands for reading resources here");
        }

        var (schema, problem) = ShownSchema.Of(offered.Tool.InputSchema);
        return problem is null ? (new McpTool(offered, schema, desk), null) : (null, problem);
    }

    public ValueTask<ToolPlan> PlanAsync(JsonElement arguments, CancellationToken cancellationToken) => ValueTask.FromResult(this.Plan(arguments));

    public async ValueTask<ToolResult> RunAsync(ApprovedToolCall call, IProgress<string> output, CancellationToken cancellationToken)
    {
        var state = (State)call.Plan.State!;
        if (await this.desk.TakeApprovalAsync(state.Waiting, state.Changed, call.Verdict, cancellationToken) is { } refused)
        {
            return ToolResult.Error(refused);
        }

        var (by, rule) = Approval.Of(call.Verdict, this.desk.HasPerson);
        var outcome = await this.desk.Servers.CallAsync(
            new ServerCall(this.server, this.name, call.Arguments, by, rule, call.Id.Value),
            new CallOptions { Progress = new ProgressLines(output), Questions = this.desk.QuestionsFor(call.Id) },
            cancellationToken);
        var result = AnswerContent.ResultOf(outcome, this.ReaderOf(outcome));
        ImmutableArray<ContentPart> more = [.. Changed(state.Changed, outcome), .. this.Introduced(outcome)];
        return more.IsEmpty ? result : result with { Content = [.. result.Content, .. more] };
    }

    /// <returns>Null where nothing that could be read is named.</returns>
    private string? ReaderOf(CallOutcome outcome) =>
        outcome is CallOutcome.Answered { Answer.Content: var parts } && parts.Any(part => part is AnswerPart.Link) && this.desk.StatusOf(this.server) is { Introduction.HasResources: true } ? this.server : null;

    /// <summary>What the model knows of the tool stays what it was; so it learns once what the tool is now.</summary>
    private static IEnumerable<ContentPart> Changed(OfferedTool? changed, CallOutcome outcome) => changed is null || outcome is not CallOutcome.Answered
        ? []
        : [ToolResult.Remark("\nThe server has changed this tool, and the user has approved the change:\n"), new ContentPart.Text(ServerText.Cleaned(string.Join('\n', changed.Changed), MostDescription))];

    /// <summary>What a server says about the use of its tools comes with the first answer of one of them.</summary>
    private IEnumerable<ContentPart> Introduced(CallOutcome outcome) => outcome is CallOutcome.Answered && this.desk.IntroduceOnce(this.server) is { } words
        ? [ToolResult.Remark($"\nWhat the MCP server {this.server} says about its tools, told once:\n"), new ContentPart.Text(words)]
        : [];

    private ToolPlan Plan(JsonElement arguments)
    {
        if (this.desk.StatusOf(this.server) is not { } status)
        {
            return new ToolPlan.Refused($"The MCP server \"{this.server}\" is not configured any more; its tools are gone.");
        }

        if (status.State == ServerState.Disabled || status.Scope == McpServerScope.ListedOnly)
        {
            return new ToolPlan.Refused($"Not run: the MCP server \"{this.server}\" is not there: {StateText.Of(status)}.");
        }

        var waiting = status.State == ServerState.NeedsTrust ? status : null;
        var current = this.desk.Find(this.server, this.name);
        if (current is null && waiting is null)
        {
            return new ToolPlan.Refused(status.State is ServerState.Connected or ServerState.Pending
                ? $"The MCP server \"{this.server}\" does not offer \"{this.name}\" any more. search_tools, where you have it, says what it offers now."
                : $"Not run: the MCP server \"{this.server}\" is not there: {StateText.Of(status)}.");
        }

        var changed = current is { Changed.IsEmpty: false } ? current : null;
        if ((waiting is not null || changed is not null) && !this.desk.HasPerson)
        {
            return new ToolPlan.Refused(waiting is not null ? ServerDesk.NobodyApproves(this.server) : $"Not run: the MCP server \"{this.server}\" has changed what \"{this.name}\" is since the user saw it, and nobody is there to look at the change. Tell the user.");
        }

        return this.Ready(arguments, status, waiting, current ?? this.Offered, changed);
    }

    private ToolPlan.Ready Ready(JsonElement arguments, ServerStatus status, ServerStatus? waiting, OfferedTool current, OfferedTool? changed)
    {
        var onlyReads = current is { AreHintsBelieved: true, Tool.Hints.ReadOnly: true } && waiting is null && changed is null;
        return new ToolPlan.Ready
        {
            Title = this.title,
            Kind = onlyReads ? ToolKind.Read : ToolKind.Other,
            IsReadOnly = onlyReads,
            Accesses = [onlyReads ? new ToolAccess.Search() : new ToolAccess.Exclusive()],
            Subjects = [new PermissionSubject.McpCall(this.server, this.name, arguments)],
            WriteNotes = () => this.Notes(arguments, status, waiting, current, changed),
            NeedsTrust = waiting is { Scope: not McpServerScope.User },
            Cautions = waiting is null && changed is null ? [] : [.. waiting is null ? [] : (string[])[PermissionMarks.StartsServer], .. changed is null ? [] : (string[])[PermissionMarks.ToolChanged]],
            OfferedGrants = this.grants,
            EditableArguments = [.. arguments.EnumerateObject().Select(argument => argument.Name)],
            State = new State(waiting, changed),
        };
    }

    private ImmutableArray<string> Notes(JsonElement arguments, ServerStatus status, ServerStatus? waiting, OfferedTool current, OfferedTool? changed)
    {
        var notes = ImmutableArray.CreateBuilder<string>();
        notes.Add(CallNotes.Server(status));
        notes.AddRange(waiting is null ? [] : CallNotes.Trust(waiting));
        notes.AddRange(changed is null ? [] : CallNotes.Change(changed.Changed));
        notes.Add($"Tool there: {this.name}");
        if (CallNotes.Claims(current.Tool.Hints) is { } claims)
        {
            notes.Add(claims);
        }

        notes.AddRange(CallNotes.Arguments(arguments));
        return notes.DrainToImmutable();
    }

    private static string DescriptionOf(OfferedTool offered)
    {
        var text = offered.Tool.Description.Length > 0 ? offered.Tool.Description : offered.Tool.Title ?? "";
        var clean = ServerText.Cleaned(text, MostDescription);
        return clean.Length > 0 ? clean : $"A tool of the MCP server {offered.Server}, which says nothing about it.";
    }

    private sealed record State(ServerStatus? Waiting, OfferedTool? Changed);
}
