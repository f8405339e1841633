using EditorAgent.Core.Agent;
using EditorAgent.Core.Models;

namespace EditorAgent.Host.Gateway.Upstream;

/// <summary>One answer of the model, tried again where the failure's class says so and the client has seen nothing of it yet.</summary>
internal sealed class ModelRound(IChatModel model, TimeProvider time)
{
    private const int MostAttempts = 4;

    private readonly RetrySchedule schedule = new(MostAttempts, Random.Shared);

    /// <param name="request">What to ask.</param>
    /// <param name="show">Is given every piece; says whether the client now has it, so that it cannot be taken back.</param>
    /// <param name="cancellationToken">Ends the request to the model.</param>
    /// <exception cref="Requests.ApiProblem">The answer cannot be had.</exception>
    public async Task<ModelEvent.Completed> AskAsync(ModelRequest request, Func<ModelEvent, ValueTask<bool>> show, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var isShown = false;
            try
            {
                await foreach (var happened in model.StreamAsync(request, cancellationToken))
                {
                    if (happened is ModelEvent.Completed completed)
                    {
                        return completed;
                    }

                    isShown |= await show(happened);
                }

                throw new ModelException(new ModelFailure(ModelFailureKind.Transient, "The model's answer broke off."));
            }
            catch (ModelException exception)
            {
                if (isShown || this.schedule.DelayAfter(attempt, exception.Failure) is not { } delay)
                {
                    throw UpstreamProblem.Of(exception.Failure);
                }

                await Task.Delay(delay, time, cancellationToken);
            }
        }
    }
}
