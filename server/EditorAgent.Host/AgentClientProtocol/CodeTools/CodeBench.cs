using System.Collections.Immutable;
using EditorAgent.Core.Agent;
using EditorAgent.Core.Models;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Sessions;
using EditorAgent.Core.Tools;
using EditorAgent.Core.Trust;
using EditorAgent.Host.Composition;
using Microsoft.Extensions.Logging;

namespace EditorAgent.Host.AgentClientProtocol.CodeTools;

/// <summary>
/// The tools about the meaning of code in one place, for calls outside of any conversation. They go through the pipeline like a model's, with
/// nobody to ask, and are kept in a journal of their own.
/// </summary>
internal sealed class CodeBench : IAsyncDisposable
{
    /// <summary>What only answers questions. Whatever a tool of these names would change or start, it is not run.</summary>
    private static readonly ImmutableHashSet<string> Names =
        ["code_overview", "find_symbol", "read_symbol", "find_references", "call_hierarchy", "find_implementations", "diagnostics", "analyze_null", "find_tests"];

    private readonly ToolBench bench;
    private readonly SessionStore store;
    private readonly ToolPipeline pipeline;
    private int calls;

    public CodeBench(ToolBench bench, SessionStore store, ILogger logger)
    {
        this.bench = bench;
        this.store = store;
        var parts = bench.Parts;
        this.pipeline = new ToolPipeline(
            parts.Tools,
            new StandingGrants(parts.Permissions, parts.Grants, token => ExecutionFingerprint.TakeAsync(parts.Workspace.RealRoot, token)),
            new ApprovalDesk(),
            new NobodyToAsk(),
            new OutputSpill(Path.Combine(bench.Session.Directory, "tool-results"), parts.Loop.ToolOutputLimit),
            parts.Trust,
            parts.Time,
            logger,
            hooks: parts.Hooks);
    }

    public ImmutableArray<ToolDefinition> Tools => Of(this.bench.Parts.Code);

    public static ImmutableArray<ToolDefinition> Of(ICodeIntelligence? code) =>
        [.. (code?.Tools ?? []).Select(tool => tool.Definition).Where(definition => Names.Contains(definition.Name))];

    public async Task<ToolResult> RunAsync(string tool, string argumentsJson, CancellationToken cancellationToken)
    {
        if (!this.Tools.Any(definition => definition.Name == tool))
        {
            return ToolResult.Error($"There is no tool \"{tool}\" here. Tools: {string.Join(", ", this.Tools.Select(definition => definition.Name))}.");
        }

        var id = $"call_{Guid.CreateVersion7():N}";
        switch (await this.pipeline.PrepareAsync(new AssistantPart.ToolCall(new ToolCallId(id), id, tool, argumentsJson), cancellationToken))
        {
            case PreparedToolCall.Refused refused:
                return ToolResult.Error(refused.Message);
            case PreparedToolCall.Planned { Plan: { IsReadOnly: true, Execution: null, Command: null } } planned:
                return await this.RunAsync(planned, cancellationToken);
            default:
                return ToolResult.Error("Not run: this question would start something that nothing keeps in, and nobody can be asked here.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await this.bench.DisposeAsync();
        if (this.calls == 0)
        {
            await this.store.DeleteAsync(this.bench.Session.Id, CancellationToken.None);
        }
    }

    private async Task<ToolResult> RunAsync(PreparedToolCall.Planned planned, CancellationToken cancellationToken)
    {
        var session = this.bench.Session;
        if (Interlocked.Increment(ref this.calls) == 1)
        {
            session.Append(new SessionEvent.TitleChanged("Code questions of another agent"));
        }

        session.Append(new SessionEvent.ToolCallPlanned(
            planned.Call.Id, planned.ToolName, planned.Plan.Title, planned.Plan.Kind, planned.ArgumentsJson, planned.Plan.Command, planned.Plan.Locations, planned.Plan.Diffs));
        switch (await this.pipeline.DecideAsync(planned, this.JournalFor(planned.Call.Id), cancellationToken))
        {
            case ToolCallDecision.Approved approved:
                session.Append(new SessionEvent.ToolCallStarted(planned.Call.Id));
                var result = await this.pipeline.RunAsync(approved.Call, new Progress<string>(), cancellationToken);
                return this.End(planned, result);
            case ToolCallDecision.Denied denied:
                return this.End(planned, ToolResult.Error(denied.Message));
            default:
                return this.End(planned, ToolResult.Error("Not run: nobody can be asked here."));
        }
    }

    private ToolResult End(PreparedToolCall.Planned planned, ToolResult result)
    {
        this.bench.Session.Append(new SessionEvent.ToolCallEnded(planned.Call.Id, planned.ToolName, result.Content, result.IsError, result.Tests) { Origin = result.Origin, IsExact = result.IsExact });
        return result;
    }

    private DecisionJournal JournalFor(ToolCallId call) => new(
        (request, cancellationToken) =>
        {
            this.bench.Session.Append(new SessionEvent.PermissionAsked(call, request.ShownHash, request.Reason));
            return this.bench.Session.FlushAsync(cancellationToken);
        },
        (verdict, kept) => this.bench.Session.Append(new SessionEvent.PermissionDecided(call, verdict.Decision, verdict.Reason, kept?.Grant) { Note = DecisionNote.Of(verdict) }));
}
