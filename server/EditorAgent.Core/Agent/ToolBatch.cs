using System.Collections.Immutable;
using EditorAgent.Core.Models;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Sessions;
using EditorAgent.Core.Tools;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Agent;

/// <summary>
/// Runs the calls of one answer. They are prepared and decided in the model's order; those that only read then run side by side, up to
/// eight; any other, and a read that wants to be alone, waits for all before it; what has effects is flushed to the journal first. Every call gets exactly one
/// <see cref="SessionEvent.ToolCallEnded"/>, also when the turn is cancelled in between.
/// </summary>
internal sealed class ToolBatch(Session session, ToolPipeline pipeline, Checkpoint checkpoint, ICodeIntelligence? code)
{
    private const int MaxConcurrent = 8;

    private readonly List<Task<ToolCallReport>> reading = [];
    private readonly Dictionary<string, Task<ToolCallReport>> readsOfThisAnswer = new(StringComparer.Ordinal);

    /// <returns>How each call went, in the model's order; and whether the person stopped the turn.</returns>
    public async Task<ToolBatchReport> RunAsync(IEnumerable<AssistantPart.ToolCall> calls, CancellationToken cancellationToken)
    {
        var reports = new List<Task<ToolCallReport>>();
        var stopped = false;
        var pending = false;
        foreach (var call in calls)
        {
            if (stopped || cancellationToken.IsCancellationRequested)
            {
                reports.Add(Task.FromResult(this.End(call, call.Name, ToolResult.Error("Not run: the user stopped the turn."), ToolCallFate.NotRun)));
                continue;
            }

            var started = await this.StartAsync(call, cancellationToken);
            if (started.Report is null)
            {
                pending = true;
                break;
            }

            stopped = started.Stops;
            reports.Add(started.Report);
        }

        var all = await Task.WhenAll(reports);
        return new ToolBatchReport([.. all], stopped, pending);
    }

    /// <returns>No report when the call stays open, because its question does.</returns>
    private async Task<(Task<ToolCallReport>? Report, bool Stops)> StartAsync(AssistantPart.ToolCall call, CancellationToken cancellationToken)
    {
        try
        {
            return await this.DecideAsync(call, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return (Task.FromResult(this.End(call, call.Name, ToolResult.Error("Not run: the user stopped the turn."), ToolCallFate.NotRun)), true);
        }
    }

    private async Task<(Task<ToolCallReport>? Report, bool Stops)> DecideAsync(AssistantPart.ToolCall call, CancellationToken cancellationToken)
    {
        var prepared = await pipeline.PrepareAsync(call, cancellationToken);
        if (this.reading.Count > 0 && !RunsBesideOthers(prepared))
        {
            // What it needs to know may be what the reads before it are about to tell.
            await this.FinishReadsAsync();
            prepared = await pipeline.PrepareAsync(call, cancellationToken);
        }

        if (prepared is PreparedToolCall.Refused refused)
        {
            return (Task.FromResult(this.End(call, refused.ToolName, ToolResult.Error(refused.Message), refused.Denial is null ? ToolCallFate.Refused : ToolCallFate.Denied) with { Denial = refused.Denial }), false);
        }

        var planned = (PreparedToolCall.Planned)prepared with { Taint = session.State.Taint };
        var duplicateKey = planned.Plan.IsReadOnly ? $"{planned.ToolName}\0{planned.ArgumentsJson}" : null;
        if (duplicateKey is not null && this.readsOfThisAnswer.TryGetValue(duplicateKey, out var first))
        {
            return (this.RepeatAsync(planned, first), false);
        }

        this.Announce(planned);
        switch (await pipeline.DecideAsync(planned, this.JournalFor(call.Id, ContextTaint.KindOf(planned.Question)), cancellationToken))
        {
            case ToolCallDecision.Approved approved when planned.Plan.IsReadOnly:
                await this.MakeRoomAsync();
                var report = this.RunAsync(planned, approved, cancellationToken);
                this.reading.Add(report);
                this.readsOfThisAnswer[duplicateKey!] = report;
                if (!RunsBesideOthers(planned))
                {
                    await report;
                }

                return (report, false);

            case ToolCallDecision.Approved approved:
                this.readsOfThisAnswer.Clear();
                var single = await this.RunWithEffectsAsync(planned, approved, cancellationToken);
                return (Task.FromResult(single), false);

            case ToolCallDecision.Denied denied:
                return (Task.FromResult(this.End(call, planned.ToolName, ToolResult.Error(denied.Message), ToolCallFate.Denied) with { Denial = denied.Denial }), false);

            case ToolCallDecision.Pending:
                return (null, true);

            default:
                return (Task.FromResult(this.End(call, planned.ToolName, ToolResult.Error("Not run: the user stopped the turn."), ToolCallFate.NotRun)), true);
        }
    }

    private static bool RunsBesideOthers(PreparedToolCall prepared) =>
        prepared is PreparedToolCall.Planned { Plan: { IsReadOnly: true } plan } && !plan.Accesses.Any(access => access is ToolAccess.Exclusive);

    private void Announce(PreparedToolCall.Planned planned)
    {
        var remote = planned.Plan.Subjects.OfType<PermissionSubject.McpCall>().FirstOrDefault();
        session.Append(new SessionEvent.ToolCallPlanned(
            planned.Call.Id, planned.ToolName, planned.Plan.Title, planned.Plan.Kind, planned.ArgumentsJson, planned.Plan.Command, planned.Plan.Locations, planned.Plan.Diffs)
        {
            Server = remote?.Server,
            ServerTool = remote?.Tool,
        });
    }

    private DecisionJournal JournalFor(ToolCallId call, string? kind) => new(
        (request, cancellationToken) =>
        {
            session.Append(new SessionEvent.PermissionAsked(call, request.ShownHash, request.Reason)
            {
                RequestId = request.Id,
                Text = request.Text,
                EditableArguments = request.Plan.EditableArguments,
            });
            return session.FlushAsync(cancellationToken);
        },
        (verdict, kept) =>
        {
            session.Append(new SessionEvent.PermissionDecided(call, verdict.Decision, verdict.Reason, kept?.Grant) 
            {
                Files = kept?.Files,
                StoredAs = kept?.Id,
                Note = DecisionNote.Of(verdict),
            });
            if (kind is not null && verdict is { Decision: PermissionDecision.Allow, Source: DecisionSource.Person } && !session.State.Taint.AllowedKinds.Contains(kind))
            {
                session.Append(new SessionEvent.ExecutionAllowed(kind));
            }
        })
    {
        Changed = changed =>
        {
            kind = ContextTaint.KindOf(changed.Question);
            this.Announce(changed);
        },
    };

    private async Task<ToolCallReport> RunAsync(PreparedToolCall.Planned planned, ToolCallDecision.Approved approved, CancellationToken cancellationToken)
    {
        session.Append(new SessionEvent.ToolCallStarted(approved.Call.Id));
        var output = new ToolOutputRelay(session, approved.Call.Id);
        var result = await pipeline.RunAsync(approved.Call, output, cancellationToken);
        code?.Prepare(approved.Call.Plan.Locations.Select(location => location.AbsolutePath));
        return this.End(planned.Call, planned.ToolName, WithNote(result with { Origin = OriginOf(approved.Call.Plan, result) }, approved.Note), ToolCallFate.Ran) with { Locations = [.. approved.Call.Plan.Locations, .. result.Shown] };
    }

    private async Task<ToolCallReport> RunWithEffectsAsync(PreparedToolCall.Planned planned, ToolCallDecision.Approved approved, CancellationToken cancellationToken)
    {
        ImmutableArray<ToolAccess.Write> writes = [.. approved.Call.Plan.Accesses.OfType<ToolAccess.Write>()];
        ImmutableArray<(WorkspacePath Path, ContentHash? Before)> before;
        try
        {
            before = await checkpoint.KeepAsync([.. writes.Select(write => write.Path)], cancellationToken);
        }
        catch (WorkspaceFileException changed)
        {
            // What was planned for is no longer a file that can be kept, so it is not touched either.
            return this.End(planned.Call, planned.ToolName, ToolResult.Error($"Not run: {changed.Message}"), ToolCallFate.Refused);
        }

        session.Append(new SessionEvent.ToolCallStarted(approved.Call.Id) { Intended = await checkpoint.IntendAsync(approved.Call.Id, writes, before, cancellationToken) });
        await session.FlushAsync(cancellationToken);

        // From here on the effect may have happened: whatever comes, it is written down.
        var output = new ToolOutputRelay(session, approved.Call.Id);
        var result = await pipeline.RunAsync(approved.Call, output, cancellationToken);
        await checkpoint.RecordAsync(approved.Call.Id, before);
        result = await this.WithDeltaAsync(result, cancellationToken);
        var report = this.End(planned.Call, planned.ToolName, WithNote(result with { Origin = OriginOf(approved.Call.Plan, result) }, approved.Note), ToolCallFate.Ran) with { Locations = [.. approved.Call.Plan.Locations, .. result.Shown] };
        await session.FlushAsync(CancellationToken.None);
        return report;
    }

    /// <summary>What a program wrote is the program's, and perhaps somebody else's when nothing kept it from the network.</summary>
    private static TextOrigin OriginOf(ToolPlan.Ready plan, ToolResult result)
    {
        if (result.Origin != TextOrigin.Own || (plan.Execution is null && plan.Command is null))
        {
            return result.Origin;
        }

        return plan.Execution is { IsSandboxed: true, NeedsNetwork: false } ? TextOrigin.Program : TextOrigin.Outside;
    }

    /// <summary>What the compiler says of the files that were written, in the same result. The files are written whatever becomes of it.</summary>
    private async Task<ToolResult> WithDeltaAsync(ToolResult result, CancellationToken cancellationToken)
    {
        if (code is null || result.IsError || result.Diffs.IsEmpty)
        {
            return result;
        }

        try
        {
            return await code.AfterWriteAsync(result.Diffs, cancellationToken) is { } delta
                ? result with { Content = result.Content.Add(new ContentPart.Text(delta)), Origin = result.Origin == TextOrigin.Own ? TextOrigin.Workspace : result.Origin }
                : result;
        }
        catch (OperationCanceledException)
        {
            return result;
        }
    }

    private static ToolResult WithNote(ToolResult result, string? note) =>
        note is null || result.IsVerbatim ? result : result with { Content = result.Content.Insert(0, ToolResult.Remark(note + "\n")) };

    private async Task<ToolCallReport> RepeatAsync(PreparedToolCall.Planned planned, Task<ToolCallReport> first)
    {
        var earlier = await first;
        return this.End(planned.Call, planned.ToolName, ToolResult.Success("Same call as before in this answer; its result stands above."), earlier.Fate);
    }

    private ToolCallReport End(AssistantPart.ToolCall call, string toolName, ToolResult result, ToolCallFate fate)
    {
        session.Append(new SessionEvent.ToolCallEnded(call.Id, toolName, result.Content, result.IsError, result.Tests) { Origin = result.Origin, IsExact = result.IsExact });
        if (result.Plan is { } plan)
        {
            session.Append(new SessionEvent.PlanChanged(plan));
        }

        return new ToolCallReport(toolName, call.RawArguments, result, fate);
    }

    private async Task MakeRoomAsync()
    {
        this.reading.RemoveAll(task => task.IsCompleted);
        if (this.reading.Count >= MaxConcurrent)
        {
            await Task.WhenAny(this.reading);
        }
    }

    private async Task FinishReadsAsync()
    {
        await Task.WhenAll(this.reading);
        this.reading.Clear();
    }
}
