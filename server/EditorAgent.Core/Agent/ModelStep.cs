using System.Text;
using EditorAgent.Core.Models;
using EditorAgent.Core.Sessions;

namespace EditorAgent.Core.Agent;

/// <summary>
/// One answer of the model, whatever it takes: streams it to the session, tries again where the class of failure says so, and drops what
/// was shown of a broken answer. The only owner of retries.
/// </summary>
internal sealed class ModelStep(Session session, ContextMeter meter, RetrySchedule schedule, TimeProvider time)
{
    /// <summary>Attempts at an address where nobody answers, while another model can take over.</summary>
    private const int MostAttemptsAtNobody = 3;

    /// <summary>Whether anything of this step's answer, also of one that broke off, was on the screen.</summary>
    private bool isShown;

    /// <summary>
    /// The whole answer. Throws <see cref="ModelException"/> when it cannot be had; on cancellation the text that had arrived is in
    /// <see cref="PartialText"/>.
    /// </summary>
    public async Task<ModelAnswer> AskAsync(IChatModel model, ModelRequest request, CancellationToken cancellationToken)
    {
        this.isShown = false;
        for (var current = this.Fallbacks?.Current ?? model; ; current = this.Fallbacks!.Current!)
        {
            try
            {
                return await this.AskOneAsync(current, Fitted(request, current.Description), cancellationToken);
            }
            catch (ModelException exception) when (!this.isShown && this.Fallbacks?.TryNext(current, exception.Failure, session) is true)
            {
                // The next one is asked the same.
            }
        }
    }

    private async Task<ModelAnswer> AskOneAsync(IChatModel model, ModelRequest request, CancellationToken cancellationToken)
    {
        var lastResort = LastResort.None;
        for (var attempt = 1; ; attempt++)
        {
            var messageId = NewMessageId();
            try
            {
                return await this.StreamAsync(model, request, messageId, cancellationToken);
            }
            catch (ModelException exception)
            {
                session.Publish(new SessionEvent.AnswerDiscarded(messageId));
                this.PartialText.Clear();
                if (exception.Failure.ContextWindow is { } window)
                {
                    meter.LearnWindow(window);
                }

                if (Resort(exception.Failure, request, lastResort) is var (next, changed))
                {
                    (lastResort, request) = (next, changed);
                    attempt = 0;
                    continue;
                }

                await this.WaitAsync(exception, attempt, cancellationToken);
            }
        }
    }

    /// <summary>Which models take over when the first cannot be had; null where none does.</summary>
    public FallbackModels? Fallbacks { get; init; }

    /// <summary>What answers are counted against; null counts nowhere.</summary>
    public SpendingLimit? Limit { get; init; }

    /// <summary>Text of the answer in progress; empty after a completed or discarded one.</summary>
    public StringBuilder PartialText { get; } = new();

    private async Task<ModelAnswer> StreamAsync(IChatModel model, ModelRequest request, string messageId, CancellationToken cancellationToken)
    {
        this.PartialText.Clear();
        string? traceId = null;
        await foreach (var happened in model.StreamAsync(request, cancellationToken))
        {
            switch (happened)
            {
                case ModelEvent.Accepted accepted:
                    traceId = accepted.TraceId;
                    break;
                case ModelEvent.TextDelta delta:
                    this.isShown = true;
                    this.PartialText.Append(delta.Text);
                    session.Publish(new SessionEvent.TextDelta(messageId, delta.Text));
                    break;
                case ModelEvent.ReasoningDelta delta:
                    this.isShown = true;
                    session.Publish(new SessionEvent.ReasoningDelta(messageId, delta.Text));
                    break;
                case ModelEvent.ToolCallDelta delta:
                    this.isShown = true;
                    session.Publish(new SessionEvent.ToolCallDelta(messageId, delta.Index, delta.Name, delta.ArgumentsDelta));
                    break;
                case ModelEvent.Completed completed:
                    this.PartialText.Clear();
                    this.Limit?.Count(model.Description, completed.Usage);
                    return new ModelAnswer(messageId, completed.Message, completed.Reason, completed.Usage, traceId);
            }
        }

        throw new ModelException(new ModelFailure(ModelFailureKind.Transient, "The model's answer broke off.", TraceId: traceId));
    }

    private async Task WaitAsync(ModelException exception, int attempt, CancellationToken cancellationToken)
    {
        var most = exception.Failure.Kind == ModelFailureKind.Unreachable && !this.isShown && this.Fallbacks is { HasNext: true }
            ? Math.Min(MostAttemptsAtNobody, schedule.MaxAttempts)
            : schedule.MaxAttempts;
        if (attempt >= most || schedule.DelayAfter(attempt, exception.Failure) is not { } delay)
        {
            throw exception;
        }

        session.Publish(new SessionEvent.Retrying(attempt, most, delay, exception.Failure.Message));
        await Task.Delay(delay, time, cancellationToken);
    }

    /// <summary>What a refused request may be changed to, each form once.</summary>
    private static (LastResort Next, ModelRequest Request)? Resort(ModelFailure failure, ModelRequest request, LastResort tried) => failure.Kind switch
    {
        ModelFailureKind.InvalidRequest when tried == LastResort.None =>
            (LastResort.StrictShape, request with { Messages = StrictProjection.Of(request.Messages) }),
        ModelFailureKind.MediaRejected or ModelFailureKind.BodyTooLarge when tried != LastResort.NoMedia && request.Messages.Any(StrictProjection.HasMedia) =>
            (LastResort.NoMedia, request with { Messages = StrictProjection.WithoutMedia(request.Messages) }),
        _ => null,
    };

    /// <summary>What a model must not be sent is left out, and a line says so; the session keeps it for a model that takes it.</summary>
    private static ModelRequest Fitted(ModelRequest request, ModelDescription model) => request with
    {
        Messages = model.TakesImages ? request.Messages : StrictProjection.WithoutMedia(request.Messages),
        MaxCompletionTokens = Math.Min(request.MaxCompletionTokens, model.MaxCompletionTokens),
    };

    private static string NewMessageId() => $"msg_{Guid.CreateVersion7():N}";

    private enum LastResort
    {
        None,
        StrictShape,
        NoMedia,
    }
}
