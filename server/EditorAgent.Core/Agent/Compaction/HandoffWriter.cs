using System.Collections.Immutable;
using EditorAgent.Core.Models;
using EditorAgent.Core.Sessions;
using EditorAgent.Core.Tools;

namespace EditorAgent.Core.Agent.Compaction;

/// <summary>
/// Has a note written of the conversation, in five tries: one that is cut off, empty, too long or calls tools is not taken; where the
/// conversation does not fit, less of it is sent. A model that was set aside for such work is replaced by the session's own when it fails.
/// Changes nothing; cancelling leaves everything as it was.
/// </summary>
internal sealed class HandoffWriter(
    Session session, IChatModel own, IChatModel? aside, string systemPrompt, ToolCatalog tools, ContextMeter meter, RetrySchedule schedule, TimeProvider time)
{
    private const int Tries = 5;
    private const int LargestReserve = 8_192;
    private static readonly double[] Shares = [1, 0.7, 0.5, 0.35];

    private TokenUsage usage;

    /// <summary>What the run may use up; null sets no bound.</summary>
    public SpendingLimit? Limit { get; init; }

    /// <exception cref="ModelException">The model cannot be had.</exception>
    public async Task<HandoffNote> WriteAsync(SessionState state, long budget, string? wish, CancellationToken cancellationToken)
    {
        var model = aside ?? own;
        var offered = this.OfferedTo(model);
        Func<IReadOnlyList<Message>, IReadOnlyList<Message>> shape = messages => messages;
        var share = 0;
        string? fault = null;
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            try
            {
                var request = this.RequestFor(model, offered, state, Shares[share], HandoffPrompt.For(budget, wish, fault));
                var answer = await this.AskAsync(model, request with { Messages = shape(request.Messages) }, cancellationToken);
                fault = FaultOf(answer, budget);
                if (fault is null)
                {
                    return new HandoffNote(answer.Message.Text.Trim(), model.Description.Id, this.usage, null);
                }
            }
            catch (ModelException refused) when (refused.Failure.Kind == ModelFailureKind.ContextOverflow)
            {
                share = Math.Min(share + 1, Shares.Length - 1);
                fault = refused.Failure.Message;
                this.Learn(model, refused.Failure);
            }
            catch (ModelException refused) when (refused.Failure.Kind == ModelFailureKind.InvalidRequest && offered.IsEmpty && attempt + 1 < Tries)
            {
                // Some vendors take no conversation with calls unless the tools are on offer.
                (offered, shape) = (tools.Definitions, StrictProjection.Of);
            }
            catch (ModelException) when (model != own)
            {
                (model, offered) = (own, this.OfferedTo(own));
            }
            catch (ModelException refused) when (refused.Failure.Kind == ModelFailureKind.InvalidRequest && attempt + 1 < Tries)
            {
                shape = StrictProjection.Of;
            }
            catch (ModelException refused) when (refused.Failure.Kind is ModelFailureKind.MediaRejected or ModelFailureKind.BodyTooLarge && attempt + 1 < Tries)
            {
                shape = StrictProjection.WithoutMedia;
            }
        }

        return new HandoffNote(null, model.Description.Id, this.usage, fault);
    }

    /// <summary>The session's model gets its own request once more, tools and all, with a few words behind it, so that its vendor's cache holds.</summary>
    private ModelRequest RequestFor(IChatModel model, ImmutableArray<ToolDefinition> offered, SessionState state, double share, Message.User prompt)
    {
        var window = model == own ? meter.Window : model.Description.ContextWindow;
        var reserve = Math.Clamp(window / 8, 256, LargestReserve);
        var behind = meter.Expect(TokenEstimate.Of(prompt)) + meter.Fixed;
        var whole = TokenEstimate.Of(state.Conversation);
        var budget = Math.Min(meter.Estimate(window - reserve - behind), (long)Math.Ceiling(whole * share));
        var input = SummaryInput.Fit(state, Math.Max(0, budget));
        var left = window - behind - meter.Expect(TokenEstimate.Of(input));
        return new ModelRequest(
            systemPrompt,
            offered,
            [.. input, prompt],
            (int)Math.Clamp(left - (left / 8), 1, model.Description.MaxCompletionTokens),
            model == own ? session.Id.Value : session.Id.Value + "-note");
    }

    /// <summary>Tools stand before the conversation in what vendors cache: its own model is offered what it always is, and calls none. To another there is nothing to keep.</summary>
    private ImmutableArray<ToolDefinition> OfferedTo(IChatModel model) => model == own ? tools.Definitions : [];

    private void Learn(IChatModel model, ModelFailure failure)
    {
        if (model == own && failure.ContextWindow is { } window)
        {
            meter.LearnWindow(window);
        }
    }

    private async Task<ModelEvent.Completed> AskAsync(IChatModel model, ModelRequest request, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var answer = await StreamAsync(model, request, cancellationToken);
                this.usage += answer.Usage;
                this.Limit?.Count(model.Description, answer.Usage);
                return answer;
            }
            catch (ModelException failed) when (schedule.DelayAfter(attempt, failed.Failure) is { } delay)
            {
                session.Publish(new SessionEvent.Retrying(attempt, schedule.MaxAttempts, delay, failed.Failure.Message));
                await Task.Delay(delay, time, cancellationToken);
            }
        }
    }

    private static async Task<ModelEvent.Completed> StreamAsync(IChatModel model, ModelRequest request, CancellationToken cancellationToken)
    {
        await foreach (var happened in model.StreamAsync(request, cancellationToken))
        {
            if (happened is ModelEvent.Completed completed)
            {
                return completed;
            }
        }

        throw new ModelException(new ModelFailure(ModelFailureKind.Transient, "The model's answer broke off."));
    }

    private static string? FaultOf(ModelEvent.Completed answer, long budget) => answer switch
    {
        { Reason: FinishReason.Length } => "it was cut off at the token limit. Write a shorter one.",
        { Reason: FinishReason.ContentFilter } => "the vendor's filter ended it.",
        _ when answer.Message.ToolCalls.Any() => "it called tools. Write text only.",
        _ when string.IsNullOrWhiteSpace(answer.Message.Text) => "it was empty.",
        _ when TokenEstimate.Of(answer.Message.Text) > budget + (budget / 4) => "it was too long. Write a much shorter one.",
        _ => null,
    };
}
