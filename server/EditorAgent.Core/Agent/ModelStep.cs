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
    /// <summary>
    /// The whole answer. Throws <see cref="ModelException"/> when it cannot be had; on cancellation the text that had arrived is in
    /// <see cref="PartialText"/>.
    /// </summary>
    public async Task<ModelAnswer> AskAsync(IChatModel model, ModelRequest request, CancellationToken cancellationToken)
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
                    this.PartialText.Append(delta.Text);
                    session.Publish(new SessionEvent.TextDelta(messageId, delta.Text));
                    break;
                case ModelEvent.ReasoningDelta delta:
                    session.Publish(new SessionEvent.ReasoningDelta(messageId, delta.Text));
                    break;
                case ModelEvent.ToolCallDelta delta:
                    session.Publish(new SessionEvent.ToolCallDelta(messageId, delta.Index, delta.Name, delta.ArgumentsDelta));
                    break;
                case ModelEvent.Completed completed:
                    this.PartialText.Clear();
                    return new ModelAnswer(messageId, completed.Message, completed.Reason, completed.Usage, traceId);
            }
        }

        throw new ModelException(new ModelFailure(ModelFailureKind.Transient, "The model's answer broke off.", TraceId: traceId));
    }

    private async Task WaitAsync(ModelException exception, int attempt, CancellationToken cancellationToken)
    {
        if (schedule.DelayAfter(attempt, exception.Failure) is not { } delay)
        {
            throw exception;
        }

        session.Publish(new SessionEvent.Retrying(attempt, schedule.MaxAttempts, delay, exception.Failure.Message));
        await Task.Delay(delay, time, cancellationToken);
    }

    /// <summary>What a refused request may be changed to, each form once.</summary>
    private static (LastResort Next, ModelRequest Request)? Resort(ModelFailure failure, ModelRequest request, LastResort tried) => failure.Kind switch
    {
        ModelFailureKind.InvalidRequest when tried == LastResort.None =>
            (LastResort.StrictShape, request with { Messages = StrictProjection.Of(request.Messages) }),
        ModelFailureKind.MediaRejected or ModelFailureKind.BodyTooLarge when tried != LastResort.NoMedia && request.Messages.Any(HasMedia) =>
            (LastResort.NoMedia, request with { Messages = StrictProjection.WithoutMedia(request.Messages) }),
        _ => null,
    };

    private static bool HasMedia(Message message) => message switch
    {
        Message.User user => user.Content.Any(part => part is ContentPart.Image),
        Message.ToolResult result => result.Content.Any(part => part is ContentPart.Image),
        _ => false,
    };

    private static string NewMessageId() => $"msg_{Guid.CreateVersion7():N}";

    private enum LastResort
    {
        None,
        StrictShape,
        NoMedia,
    }
}
