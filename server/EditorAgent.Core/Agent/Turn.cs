using System.Collections.Immutable;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Models;
using EditorAgent.Core.Sessions;
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
    SteeringQueue steering,
    LoopSettings settings)
{
    private const int SoftNoticeAt = 200;

    private readonly LoopDetector loops = new();
    private Task flushing = Task.CompletedTask;
    private int steps;
    private int toolCalls;
    private int denied;
    private TokenUsage usage;
    private TestRunSummary? lastTests;

    public async Task<TurnOutcome> RunAsync(ImmutableArray<ContentPart> prompt, CancellationToken cancellationToken)
    {
        session.Append(new SessionEvent.TurnStarted(id));
        session.Append(new SessionEvent.UserMessage(NewMessageId(), prompt));
        this.flushing = session.FlushAsync(CancellationToken.None).AsTask();
        try
        {
            return await this.EndAsync(await this.LoopAsync(cancellationToken), null, null);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            this.KeepPartialAnswer();
            return await this.EndAsync(StopReason.Cancelled, null, null);
        }
        catch (ModelException exception)
        {
            var reason = exception.Failure.Kind == ModelFailureKind.ContentFiltered ? StopReason.Refusal : StopReason.Failed;
            return await this.EndAsync(reason, exception.Failure, exception.Failure.Message);
        }
    }

    private async Task<StopReason> LoopAsync(CancellationToken cancellationToken)
    {
        while (this.steps < settings.MaxStepsPerTurn)
        {
            cancellationToken.ThrowIfCancellationRequested();
            this.TakeSteering();
            var answer = await this.AskAsync(tools.Definitions, cancellationToken);
            if (!answer.Message.ToolCalls.Any())
            {
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

            var report = await new ToolBatch(session, pipeline, checkpoint).RunAsync(answer.Message.ToolCalls, cancellationToken);
            await this.flushing;
            this.flushing = session.FlushAsync(CancellationToken.None).AsTask();
            this.Count(report);
            cancellationToken.ThrowIfCancellationRequested();
            if (report.Stopped)
            {
                return StopReason.Cancelled;
            }

            if (this.loops.StopReason is { } circle)
            {
                session.Append(new SessionEvent.Notice(NoticeSeverity.Warning, "The turn was stopped", $"Stopped because {circle}. Say how to go on."));
                return StopReason.MaxTurnRequests;
            }

            this.NoticeLength();
        }

        await this.WrapUpAsync(cancellationToken);
        return StopReason.MaxTurnRequests;
    }

    private async Task<ModelAnswer> AskAsync(ImmutableArray<ToolDefinition> offered, CancellationToken cancellationToken)
    {
        var conversation = session.State.Conversation;
        meter.Account(conversation);
        var request = new ModelRequest(
            systemPrompt, offered, conversation, meter.CompletionCap(model.Description.MaxCompletionTokens), session.Id.Value);
        var answer = await step.AskAsync(model, request, cancellationToken);
        meter.Measured(answer.Usage);
        session.Append(new SessionEvent.AssistantMessage(answer.MessageId, answer.Message, answer.Reason, answer.Usage, answer.TraceId));
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
            this.lastTests = call.Result.Tests ?? this.lastTests;
            this.Remind(this.loops.CallEnded(call.ToolName, call.Arguments, call.Result.IsError));
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

    private async Task<TurnOutcome> EndAsync(StopReason reason, ModelFailure? failure, string? error)
    {
        foreach (var unread in steering.Close())
        {
            session.Append(new SessionEvent.UserMessage(NewMessageId(), unread));
        }

        session.Append(new SessionEvent.TurnEnded(id, reason, error));
        await this.flushing;
        await session.FlushAsync(CancellationToken.None);
        return new TurnOutcome(reason, failure, error, this.steps, this.toolCalls, this.usage, this.lastTests, this.denied);
    }

    private static string NewMessageId() => $"msg_{Guid.CreateVersion7():N}";
}
