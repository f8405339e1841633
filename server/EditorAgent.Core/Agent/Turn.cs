using System.Collections.Immutable;
using EditorAgent.Core.Agent.Compaction;
using EditorAgent.Core.Agent.Guidance;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Models;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Sessions;
using EditorAgent.Core.Telemetry;
using EditorAgent.Core.Tools;

namespace EditorAgent.Core.Agent;

/// <summary>
/// One turn: asks the model, runs what it calls, gives it the results, until it answers without a call, the user stops, or a bound is
/// reached. Whatever happens, the session ends up with a conversation that vendors accept and one <see cref="SessionEvent.TurnEnded"/>.
/// </summary>
internal sealed class Turn(
    Session session,
    TurnId id,
    IChatModel model,
    ToolCatalog tools,
    string systemPrompt,
    ModelStep step,
    ToolPipeline pipeline,
    Checkpoint checkpoint,
    ContextMeter meter,
    Compactor compactor,
    SteeringQueue steering,
    SandboxNotice sandboxNotice,
    TailNotes notes,
    ICodeIntelligence? code,
    SessionGuidance guidance,
    LoopSettings settings,
    TurnHooks? hooks)
{
    private const int SoftNoticeAt = 200;

    private readonly LoopDetector loops = new();
    private Task flushing = Task.CompletedTask;
    private int steps;
    private int toolCalls;
    private int denied;
    private CallDenial? firstDenial;
    private TokenUsage usage;
    private TestRunSummary? lastTests;
    private string? heldBack;

    public async Task<TurnOutcome> RunAsync(ImmutableArray<ContentPart> prompt, CancellationToken cancellationToken)
    {
        compactor.BeginTurn();
        session.Append(new SessionEvent.TurnStarted(id));
        notes.Tell();
        hooks?.Begin(id);
        if (hooks is { WantsPrompt: true })
        {
            return await this.RunAsync(token => this.HookedLoopAsync(prompt, token), cancellationToken);
        }

        this.Take(prompt);
        return await this.RunAsync(this.LoopAsync, cancellationToken);
    }

    /// <summary>Takes up a turn that rests on a question: runs the calls that are still open, then goes on.</summary>
    public Task<TurnOutcome> ResumeAsync(CancellationToken cancellationToken)
    {
        hooks?.Begin(id);
        return this.RunAsync(this.ResumeLoopAsync, cancellationToken);
    }

    private async Task<TurnOutcome> RunAsync(Func<CancellationToken, Task<StopReason?>> loop, CancellationToken cancellationToken)
    {
        using var measured = AgentTelemetry.StartTurn(session.Id.Value, model.Description.Provider, model.Description.Id);
        try
        {
            return await loop(cancellationToken) is { } reason ? await this.EndAsync(reason, null, this.heldBack) : await this.RestAsync();
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            this.KeepPartialAnswer();
            return await this.EndAsync(StopReason.Cancelled, null, null);
        }
        catch (ModelException exception)
        {
            measured?.Failed(exception.Failure.Kind.ToString());
            var reason = exception.Failure.Kind == ModelFailureKind.ContentFiltered ? StopReason.Refusal : StopReason.Failed;
            return await this.EndAsync(reason, exception.Failure, exception.Failure.Message);
        }
    }

    private void Take(ImmutableArray<ContentPart> prompt)
    {
        session.Append(new SessionEvent.UserMessage(NewMessageId(), prompt));
        this.flushing = session.FlushAsync(CancellationToken.None).AsTask();
    }

    /// <summary>A prompt that a hook holds back is no part of the session: no model, journal or title ever holds it.</summary>
    private async Task<StopReason?> HookedLoopAsync(ImmutableArray<ContentPart> prompt, CancellationToken cancellationToken)
    {
        var (denial, said) = await hooks!.PromptAsync(prompt, cancellationToken);
        if (denial is not null)
        {
            this.heldBack = $"A hook held your prompt back: {denial.TrimEnd('.')}. Nothing was sent to the model; change the prompt, or the hook.";
            session.Append(new SessionEvent.Notice(NoticeSeverity.Warning, "The prompt was not sent", this.heldBack));
            return StopReason.Refusal;
        }

        hooks.Accept(prompt);
        this.Take(prompt);
        foreach (var text in said)
        {
            this.Remind(text);
        }

        return await this.LoopAsync(cancellationToken);
    }

    private async Task<StopReason?> ResumeLoopAsync(CancellationToken cancellationToken)
    {
        ImmutableArray<AssistantPart.ToolCall> open = [.. session.State.OpenCalls.Where(call => call.Result is null).Select(call => call.Call)];
        return await this.RunCallsAsync(open, cancellationToken) is { } end ? end.Reason : await this.LoopAsync(cancellationToken);
    }

    /// <returns>Why the turn ends, or null when it rests on a question that nobody is there to answer.</returns>
    private async Task<StopReason?> LoopAsync(CancellationToken cancellationToken)
    {
        while (this.steps < settings.MaxStepsPerTurn)
        {
            cancellationToken.ThrowIfCancellationRequested();
            this.TakeSteering();
            if (step.Limit?.Reached is { } spent)
            {
                session.Append(new SessionEvent.Notice(NoticeSeverity.Warning, "The budget is used up", spent));
                return StopReason.BudgetReached;
            }

            notes.Tell();
            await compactor.MakeRoomAsync(tools.Definitions, cancellationToken);

            // Making room may have taken a while, and what was told out of the conversation.
            notes.Tell();
            this.TakeSteering();
            var answer = await this.AskAsync(tools.Definitions, cancellationToken);
            if (!answer.Message.ToolCalls.Any())
            {
                if (hooks is not null && answer.Reason == FinishReason.Stop && await hooks.StopAsync(answer.Message.Text, cancellationToken) is { } more)
                {
                    this.Remind(more);
                    continue;
                }

                if (this.EndOf(answer) is { } reason)
                {
                    return reason;
                }

                continue;
            }

            if (answer.Reason is FinishReason.Length or FinishReason.ContentFilter)
            {
                this.RefuseCutCalls(answer);
                continue;
            }

            if (await this.RunCallsAsync(answer.Message.ToolCalls, cancellationToken) is { } end)
            {
                return end.Reason;
            }
        }

        await this.WrapUpAsync(cancellationToken);
        return StopReason.MaxTurnRequests;
    }

    /// <returns>Null when the turn goes on with another request.</returns>
    private async Task<LoopEnd?> RunCallsAsync(IEnumerable<AssistantPart.ToolCall> calls, CancellationToken cancellationToken)
    {
        await sandboxNotice.TellAsync(cancellationToken);
        var report = await new ToolBatch(session, pipeline, checkpoint, code).RunAsync(calls, cancellationToken);
        await this.flushing;
        this.flushing = session.FlushAsync(CancellationToken.None).AsTask();
        this.Count(report);
        if (report.IsPending)
        {
            return new LoopEnd(null);
        }

        cancellationToken.ThrowIfCancellationRequested();
        if (report.Stopped)
        {
            return new LoopEnd(StopReason.Cancelled);
        }

        if (this.loops.StopReason is { } circle)
        {
            session.Append(new SessionEvent.Notice(NoticeSeverity.Warning, "The turn was stopped", $"Stopped because {circle}. Say how to go on."));
            return new LoopEnd(StopReason.MaxTurnRequests);
        }

        await guidance.FollowAsync(report.Calls, cancellationToken);
        this.NoticeLength();
        return null;
    }

    private async Task<ModelAnswer> AskAsync(ImmutableArray<ToolDefinition> offered, CancellationToken cancellationToken)
    {
        ModelAnswer? answer = null;
        while (answer is null)
        {
            var conversation = session.State.Conversation;
            meter.AccountTools(offered);
            meter.Account(conversation);
            var request = new ModelRequest(
                systemPrompt, offered, conversation, meter.CompletionCap(model.Description.MaxCompletionTokens), session.Id.Value);
            try
            {
                answer = await MeasuredStep.AskAsync(step, model, request, session.Id.Value, cancellationToken);
            }
            catch (ModelException exception) when (exception.Failure.Kind == ModelFailureKind.ContextOverflow)
            {
                await compactor.RecoverAsync(exception.Failure, cancellationToken);
                notes.Tell();
            }
        }

        meter.Measured(answer.Usage);
        session.Append(new SessionEvent.AssistantMessage(answer.MessageId, answer.Message, answer.Reason, answer.Usage, answer.TraceId) { Model = (step.Fallbacks?.Current ?? model).Description.Id });
        this.steps++;
        this.usage += answer.Usage;
        session.Publish(new SessionEvent.ContextUsed(meter.Used, meter.Window));
        return answer;
    }

    /// <summary>The answer had no calls: how the turn ends, or null when it goes on because the user has said something meanwhile.</summary>
    private StopReason? EndOf(ModelAnswer answer)
    {
        this.loops.TextEnded(answer.Message.Text);
        if (!steering.TryClose() && this.loops.StopReason is null)
        {
            return null;
        }

        return answer.Reason switch
        {
            FinishReason.Length => StopReason.MaxTokens,
            FinishReason.ContentFilter => StopReason.Refusal,
            _ => StopReason.EndTurn,
        };
    }

    private void RefuseCutCalls(ModelAnswer answer)
    {
        this.loops.AnswerBegins();
        foreach (var call in answer.Message.ToolCalls)
        {
            session.Append(new SessionEvent.ToolCallEnded(
                call.Id,
                call.Name,
                [new ContentPart.Text("Not run: your answer was cut off at the token limit, so this call may be incomplete. Send it again, in smaller pieces.")],
                IsError: true,
                Tests: null));
            this.toolCalls++;
            this.Remind(this.loops.CallEnded(call.Name, call.RawArguments, failed: true));
        }
    }

    private void Count(ToolBatchReport report)
    {
        this.loops.AnswerBegins();
        foreach (var call in report.Calls)
        {
            this.toolCalls++;
            this.denied += call.Fate == ToolCallFate.Denied ? 1 : 0;
            this.firstDenial ??= call.Denial;
            this.usage += call.Result.Subagent?.Usage ?? default;
            this.lastTests = call.Result.Tests ?? this.lastTests;
            this.Remind(call.Result.IsNews ? null : this.loops.CallEnded(call.ToolName, call.Arguments, call.Result.IsError));
            this.Remind(call.Result.HookMessage);
        }
    }

    private void Remind(string? text)
    {
        if (text is not null)
        {
            session.Append(new SessionEvent.Reminder(text));
        }
    }

    private void NoticeLength()
    {
        if (this.steps == SoftNoticeAt && settings.MaxStepsPerTurn > SoftNoticeAt)
        {
            session.Append(new SessionEvent.Notice(
                NoticeSeverity.Info, $"{SoftNoticeAt} steps so far", $"The turn ends at {settings.MaxStepsPerTurn}; stop it earlier if it has lost its way."));
        }
    }

    private async Task WrapUpAsync(CancellationToken cancellationToken)
    {
        session.Append(new SessionEvent.Reminder(
            $"The limit of {settings.MaxStepsPerTurn} steps for one turn is reached; no more tools now. Say what is done, what is not, and how to go on."));
        await this.AskAsync([], cancellationToken);
    }

    private void TakeSteering()
    {
        while (steering.TryTake(out var content))
        {
            session.Append(new SessionEvent.UserMessage(NewMessageId(), content));
        }
    }

    private void KeepPartialAnswer()
    {
        var text = step.PartialText.ToString();
        if (!string.IsNullOrWhiteSpace(text))
        {
            session.Append(new SessionEvent.AssistantMessage(
                NewMessageId(), new Message.Assistant([new AssistantPart.Text(text)]), FinishReason.Stop, default, TraceId: null));
        }
    }

    /// <summary>The question and the turn stay open in the journal; what the user said meanwhile is kept for when it goes on.</summary>
    private async Task<TurnOutcome> RestAsync()
    {
        this.KeepSteering();
        await this.flushing;
        await session.FlushAsync(CancellationToken.None);
        return new TurnOutcome(StopReason.Cancelled, null, "The turn rests until its open question is answered.", this.steps, this.toolCalls, this.usage + compactor.Usage, this.lastTests, this.denied) { FirstDenial = this.firstDenial };
    }

    private void KeepSteering()
    {
        foreach (var unread in steering.Close())
        {
            session.Append(new SessionEvent.UserMessage(NewMessageId(), unread));
        }
    }

    private async Task<TurnOutcome> EndAsync(StopReason reason, ModelFailure? failure, string? error)
    {
        this.KeepSteering();
        session.Append(new SessionEvent.TurnEnded(id, reason, error));
        await this.flushing;
        await session.FlushAsync(CancellationToken.None);
        return new TurnOutcome(reason, failure, error, this.steps, this.toolCalls, this.usage + compactor.Usage, this.lastTests, this.denied) { FirstDenial = this.firstDenial };
    }

    private static string NewMessageId() => $"msg_{Guid.CreateVersion7():N}";

    private readonly record struct LoopEnd(StopReason? Reason);
}
