using EditorAgent.Core.Models;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Sessions;
using EditorAgent.Core.Tools;
using EditorAgent.Core.Trust;
using EditorAgent.Host.Composition;
using Microsoft.Extensions.Logging;

namespace EditorAgent.Host.McpServer.Workspaces;

/// <summary>
/// Takes calls of a client through the same pipeline as a model's: validated, planned, decided by the rules and, where they say so, the person at
/// the client, written to the journal, run. Calls run side by side; what is allowed for one says nothing for another.
/// </summary>
internal sealed class BenchCalls(ToolBench bench, ILogger logger)
{
    private bool isTitled;

    /// <summary>Whether anything was called: else the journal says nothing.</summary>
    public bool IsUsed => this.isTitled;

    /// <param name="tool">Its name.</param>
    /// <param name="argumentsJson">An object.</param>
    /// <param name="prompt">Who is asked.</param>
    /// <param name="output">Gets what the tool says while it runs.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<ToolResult> RunAsync(string tool, string argumentsJson, IPermissionPrompt prompt, IProgress<string> output, CancellationToken cancellationToken)
    {
        var pipeline = this.PipelineFor(prompt);
        var (approved, refusal) = await this.DecideAsync(pipeline, tool, argumentsJson, cancellationToken);
        if (approved is null)
        {
            return ToolResult.Error(refusal!);
        }

        var session = bench.Session;
        session.Append(new SessionEvent.ToolCallStarted(approved.Id));
        var result = await pipeline.RunAsync(approved, output, cancellationToken);
        session.Append(new SessionEvent.ToolCallEnded(approved.Id, tool, result.Content, result.IsError, result.Tests) { Origin = result.Origin, IsExact = result.IsExact });
        return result;
    }

    /// <summary>Whether a call would be let through, for what reads by itself.</summary>
    public async Task<ApprovedToolCall?> ApproveAsync(string tool, string argumentsJson, IPermissionPrompt prompt, CancellationToken cancellationToken) =>
        (await this.DecideAsync(this.PipelineFor(prompt), tool, argumentsJson, cancellationToken)).Approved;

    private async Task<(ApprovedToolCall? Approved, string? Refusal)> DecideAsync(ToolPipeline pipeline, string tool, string argumentsJson, CancellationToken cancellationToken)
    {
        var id = $"call_{Guid.CreateVersion7():N}";
        var prepared = await pipeline.PrepareAsync(new AssistantPart.ToolCall(new ToolCallId(id), id, tool, argumentsJson), cancellationToken);
        if (prepared is not PreparedToolCall.Planned planned)
        {
            return (null, ((PreparedToolCall.Refused)prepared).Message);
        }

        this.TakeTitle();
        this.Announce(planned);
        return await pipeline.DecideAsync(planned, this.JournalFor(planned.Call.Id), cancellationToken) switch
        {
            ToolCallDecision.Approved approved => (approved.Call, null),
            ToolCallDecision.Denied denied => (null, denied.Message),
            _ => (null, "Not run: the user stopped it."),
        };
    }

    private ToolPipeline PipelineFor(IPermissionPrompt prompt)
    {
        var parts = bench.Parts;
        var policy = new PermissionPolicy(bench.Rules, parts.Permissions.Mode);
        var standing = new StandingGrants(policy, parts.Grants, cancellationToken => ExecutionFingerprint.TakeAsync(parts.Workspace.RealRoot, cancellationToken));
        var spill = new OutputSpill(Path.Combine(bench.Session.Directory, "tool-results"), parts.Loop.ToolOutputLimit);
        return new ToolPipeline(parts.Tools, standing, new ApprovalDesk(), prompt, spill, parts.Trust, parts.Time, logger, hooks: parts.Hooks);
    }

    private void TakeTitle()
    {
        if (!this.isTitled)
        {
            this.isTitled = true;
            bench.Session.Append(new SessionEvent.TitleChanged("Tools called by an MCP client"));
        }
    }

    private void Announce(PreparedToolCall.Planned planned) => bench.Session.Append(new SessionEvent.ToolCallPlanned(
        planned.Call.Id, planned.ToolName, planned.Plan.Title, planned.Plan.Kind, planned.ArgumentsJson, planned.Plan.Command, planned.Plan.Locations, planned.Plan.Diffs));

    private DecisionJournal JournalFor(ToolCallId call) => new(
        (request, cancellationToken) =>
        {
            bench.Session.Append(new SessionEvent.PermissionAsked(call, request.ShownHash, request.Reason) { RequestId = request.Id, Text = request.Text });
            return bench.Session.FlushAsync(cancellationToken);
        },
        (verdict, kept) => bench.Session.Append(new SessionEvent.PermissionDecided(call, verdict.Decision, verdict.Reason, kept?.Grant)))
    {
        Changed = this.Announce,
    };
}
