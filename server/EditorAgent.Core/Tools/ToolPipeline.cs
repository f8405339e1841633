using System.Collections.Immutable;
using System.Text.Json;
using EditorAgent.Core.Hooks;
using EditorAgent.Core.Models;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Telemetry;
using EditorAgent.Core.Trust;
using EditorAgent.Core.Workspaces;
using Microsoft.Extensions.Logging;

namespace EditorAgent.Core.Tools;

/// <summary>
/// The one way from a model's words to an effect, in three steps that the caller takes in order for each call.
/// <see cref="PrepareAsync"/> looks the tool up, repairs and validates the arguments and lets the tool plan; nothing happens yet.
/// <see cref="DecideAsync"/> asks the rules and, where they say so, the person, has the decision journalled, and only then makes the
/// <see cref="ApprovedToolCall"/>. <see cref="RunAsync"/> runs it and turns every failure into a result: a tool may fail, a turn goes on.
/// </summary>
public sealed partial class ToolPipeline(
    ToolCatalog catalog,
    StandingGrants standing,
    ApprovalDesk desk,
    IPermissionPrompt prompt,
    OutputSpill spill,
    WorkspaceTrust trust,
    TimeProvider time,
    ILogger logger,
    ILateTools? late = null,
    SessionHooks? hooks = null)
{
    /// <summary>How long a tool that ignores cancellation is waited for.</summary>
    private static readonly TimeSpan CancellationGrace = TimeSpan.FromSeconds(2);

    private readonly CallHooks? callHooks = hooks is null ? null : new CallHooks(hooks, standing);
    private readonly Dictionary<ToolDefinition, ToolSchema> schemas = new(ReferenceEqualityComparer.Instance);

    public async Task<PreparedToolCall> PrepareAsync(AssistantPart.ToolCall call, CancellationToken cancellationToken)
    {
        var tool = catalog.Find(call.Name) ?? catalog.FindForgiving(call.Name);
        if (tool is null && late is not null)
        {
            tool = await late.FindAsync(call.Name, cancellationToken);
        }

        if (tool is null)
        {
            return new PreparedToolCall.Refused(call, call.Name, late?.WhyMissing(call.Name) ?? $"There is no tool named \"{call.Name}\". Closest: {string.Join(", ", catalog.Nearest(call.Name))}.");
        }

        var name = tool.Definition.Name;
        var (arguments, problem) = this.Validate(tool.Definition, call.RawArguments);
        if (arguments is not { } valid)
        {
            return this.Refuse(call, tool, problem!);
        }

        return tool is IForwardingTool forwarding
            ? await this.ForwardAsync(call, forwarding, valid, cancellationToken)
            : await this.PlanAsync(call, tool, valid, cancellationToken);
    }

    public async Task<ToolCallDecision> DecideAsync(PreparedToolCall.Planned planned, DecisionJournal journal, CancellationToken cancellationToken)
    {
        if (this.callHooks is { IsAsked: true } asked)
        {
            (planned, var end) = await asked.BeforeAsync(planned, journal, cancellationToken);
            if (end is not null)
            {
                return end;
            }
        }

        TrustedWorkspace? trusted = null;
        if (planned.Plan.NeedsTrust && (await standing.DecideAsync(planned.Question, cancellationToken)).Decision != PermissionDecision.Deny)
        {
            (trusted, var end) = await this.AskTrustAsync(planned, journal, cancellationToken);
            if (end is not null)
            {
                return end;
            }
        }

        var decision = await new ToolApproval(this, standing, desk, prompt, journal).DecideAsync(planned, cancellationToken);
        if (decision is not ToolCallDecision.Approved { Call: var call } || !call.Plan.NeedsTrust)
        {
            return decision;
        }

        if (trusted is null)
        {
            // What the person changed it to is another call than the one that was asked for.
            (trusted, var end) = await this.AskTrustAsync(planned, journal, cancellationToken);
            if (end is not null)
            {
                return end;
            }
        }

        call.Trusted = trusted;
        return decision;
    }

    public Task<ToolResult> RunAsync(ApprovedToolCall call, IProgress<string> output, CancellationToken cancellationToken) =>
        AgentTelemetry.IsOn ? this.MeasureAsync(call, output, cancellationToken) : this.RunToolAsync(call, output, cancellationToken);

    private async Task<ToolResult> MeasureAsync(ApprovedToolCall call, IProgress<string> output, CancellationToken cancellationToken)
    {
        using var measured = AgentTelemetry.StartTool(call.Tool.Definition.Name, call.Id.Value);
        measured?.Content("gen_ai.tool.call.arguments", call.Arguments.GetRawText());
        var result = await this.RunToolAsync(call, output, cancellationToken);
        measured?.Content("gen_ai.tool.call.result", result.Text);
        if (result.IsError)
        {
            measured?.Failed(cancellationToken.IsCancellationRequested ? "Cancelled" : "ToolError");
        }

        return result;
    }

    private async Task<ToolResult> RunToolAsync(ApprovedToolCall call, IProgress<string> output, CancellationToken cancellationToken)
    {
        var name = call.Tool.Definition.Name;
        if (call.Plan.NeedsTrust && call.Trusted is null)
        {
            throw new InvalidOperationException("A call that runs code of the workspace was approved without trust.");
        }

        try
        {
            var edits = this.ApprovedEditsOf(call);
            var running = call.Tool.RunAsync(call, output, cancellationToken).AsTask();
            var result = running.IsCompleted ? await running : await this.WithGraceAsync(running, cancellationToken);
            if (edits is not null && !result.IsError)
            {
                await edits.CarryOverAsync(prompt.IsPerson ? TrustDuration.Always : TrustDuration.Session, CancellationToken.None);
            }

            if (this.callHooks is { IsTold: true } told)
            {
                result = await told.AfterAsync(call, result, cancellationToken);
            }

            return await spill.CapAsync(name, call.Id, result, CancellationToken.None);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return ToolResult.Error("Interrupted by the user. What it had done so far may remain: verify before trying again.");
        }
        catch (WorkspaceFileException exception)
        {
            return ToolResult.Error(exception.Message);
        }
        catch (Exception exception)
        {
            return ToolResult.Error(this.Opaque(name, exception));
        }
    }

    /// <summary>Prepares for planning a call again that was shown in an earlier process.</summary>
    internal ValueTask RecallAsync(string toolName, ImmutableArray<FileDiff> shown, CancellationToken cancellationToken) =>
        catalog.Find(toolName)?.RecallAsync(shown, cancellationToken) ?? ValueTask.CompletedTask;

    private Task<(TrustedWorkspace? Trusted, ToolCallDecision? End)> AskTrustAsync(
        PreparedToolCall.Planned planned, DecisionJournal journal, CancellationToken cancellationToken) =>
        new TrustApproval(trust, (request, token) => desk.AskAsync(request, prompt, token), journal).DecideAsync(planned, cancellationToken);

    /// <summary>Only what was asked about one by one: what a rule, a grant or a mode lets pass, nobody has seen.</summary>
    private ApprovedEdits? ApprovedEditsOf(ApprovedToolCall call) =>
        call.Plan.Diffs.Length > 0 && call.Verdict is { Decision: PermissionDecision.Allow, Source: DecisionSource.Person }
            ? trust.BeforeEdits(call.Plan.Diffs.Select(diff => new ApprovedEdit(diff.Path.Absolute, diff.NewText)))
            : null;

    /// <summary>Why a hook denies a call that a person has changed; null when none does.</summary>
    internal async Task<string?> ObjectionAsync(PreparedToolCall.Planned changed, CancellationToken cancellationToken) =>
        this.callHooks is { IsAsked: true } asked ? await asked.DenialAsync(changed, cancellationToken) : null;

    /// <summary>The same call with arguments that a person wrote: validated and planned like the model's.</summary>
    internal async Task<PreparedToolCall> ReplanAsync(PreparedToolCall.Planned planned, string argumentsJson, CancellationToken cancellationToken)
    {
        var (arguments, problem) = this.Validate(planned.Tool.Definition, argumentsJson);
        return arguments is { } valid
            ? await this.PlanAsync(planned.Call, planned.Tool, valid, cancellationToken)
            : new PreparedToolCall.Refused(planned.Call, planned.ToolName, problem!);
    }

    private async Task<PreparedToolCall> ForwardAsync(AssistantPart.ToolCall call, IForwardingTool forwarding, JsonElement arguments, CancellationToken cancellationToken)
    {
        var forwarded = await forwarding.ForwardAsync(arguments, cancellationToken);
        if (forwarded is not ForwardedCall.To target)
        {
            return new PreparedToolCall.Refused(call, forwarding.Definition.Name, ((ForwardedCall.Nowhere)forwarded).Message);
        }

        var (valid, problem) = this.Validate(target.Tool.Definition, target.Arguments.GetRawText());
        return valid is { } meant
            ? await this.PlanAsync(call, target.Tool, meant, cancellationToken)
            : this.Refuse(call, target.Tool, problem!);
    }

    /// <summary>A call that could not run whatever stood in it is told so first: to mend it would help nobody.</summary>
    private PreparedToolCall.Refused Refuse(AssistantPart.ToolCall call, ITool tool, string message) => tool.AlwaysChanges && standing.Standstill is { } denial
        ? new PreparedToolCall.Refused(call, tool.Definition.Name, ToolApproval.WordsFor(denial)) { Denial = CallDenial.Of(denial) }
        : new PreparedToolCall.Refused(call, tool.Definition.Name, message);

    private async Task<PreparedToolCall> PlanAsync(AssistantPart.ToolCall call, ITool tool, JsonElement arguments, CancellationToken cancellationToken)
    {
        var name = tool.Definition.Name;
        try
        {
            return await tool.PlanAsync(arguments, cancellationToken) switch
            {
                ToolPlan.Ready plan => new PreparedToolCall.Planned(call, tool, arguments, plan),
                ToolPlan.Refused refused => this.Refuse(call, tool, refused.Message),
                _ => throw new InvalidOperationException("unknown plan"),
            };
        }
        catch (WorkspaceFileException exception)
        {
            return this.Refuse(call, tool, exception.Message);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return new PreparedToolCall.Refused(call, name, this.Opaque(name, exception));
        }
    }

    private (JsonElement? Arguments, string? Problem) Validate(ToolDefinition definition, string raw)
    {
        var schema = this.SchemaOf(definition);
        var (read, problem) = ArgumentRepair.Read(raw);
        if (read is not { } arguments)
        {
            return (null, $"Not run: {problem}. Send one JSON object that satisfies {definition.Name}'s schema: {ViolationHint.Excerpt(schema.Text)}");
        }

        if (schema.Problem is not null)
        {
            return (null, $"Not run: {schema.Problem}");
        }

        for (var mended = 0; ; mended++)
        {
            if (TwinArguments.Find(arguments, schema.Text) is { } twins)
            {
                return (null, $"Not run: {twins}.");
            }

            if (schema.Validate(arguments) is not { } violation)
            {
                return (arguments, null);
            }

            if (mended == 8 || violation.IsUndecided || ArgumentCoercion.Mend(arguments, violation) is not { } better)
            {
                return (null, $"Not run: {violation.Path} {violation.Message}. {ViolationHint.For(violation, arguments)}".TrimEnd());
            }

            arguments = better;
        }
    }

    private ToolSchema SchemaOf(ToolDefinition definition)
    {
        lock (this.schemas)
        {
            if (!this.schemas.TryGetValue(definition, out var schema))
            {
                schema = new ToolSchema(definition);
                this.schemas.Add(definition, schema);
            }

            return schema;
        }
    }

    private async Task<ToolResult> WithGraceAsync(Task<ToolResult> running, CancellationToken cancellationToken)
    {
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = cancellationToken.UnsafeRegister(static state => ((TaskCompletionSource)state!).TrySetResult(), cancelled);
        if (await Task.WhenAny(running, cancelled.Task) == running)
        {
            return await running;
        }

        return await running.WaitAsync(CancellationGrace, time, CancellationToken.None).ContinueWith(
            finished => finished.IsCompletedSuccessfully ? finished.Result : throw new OperationCanceledException(cancellationToken),
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    /// <summary>A bug in a tool: the details go to the log under an id, the model learns only that id.</summary>
    private string Opaque(string tool, Exception exception)
    {
        var id = Guid.NewGuid().ToString("N")[..8];
        this.LogToolFault(tool, id, exception);
        return $"The tool {tool} failed unexpectedly (fault {id} in the log). Nothing is known of its effect; try another way.";
    }

    [LoggerMessage(1, LogLevel.Error, "Tool {Tool} failed, fault {Id}")]
    private partial void LogToolFault(string tool, string id, Exception exception);
}
