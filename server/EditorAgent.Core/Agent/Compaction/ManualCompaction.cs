using EditorAgent.Core.Models;
using EditorAgent.Core.Sessions;

namespace EditorAgent.Core.Agent.Compaction;

/// <summary>A conversation shortened because the user asked for it; told like a turn, though it is none.</summary>
internal sealed class ManualCompaction(Session session, Compactor compactor)
{
    public async Task<TurnOutcome> RunAsync(string? instruction, CancellationToken cancellationToken)
    {
        try
        {
            var refusal = await compactor.CompactAsync(string.IsNullOrWhiteSpace(instruction) ? null : instruction.Trim(), cancellationToken);
            await session.FlushAsync(CancellationToken.None);
            return this.Outcome(StopReason.EndTurn, null, refusal);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return this.Outcome(StopReason.Cancelled, null, null);
        }
        catch (ModelException exception)
        {
            return this.Outcome(StopReason.Failed, exception.Failure, exception.Failure.Message);
        }
        catch (JournalException exception)
        {
            return this.Outcome(StopReason.Failed, null, exception.Message);
        }
    }

    private TurnOutcome Outcome(StopReason reason, ModelFailure? failure, string? error) => new(reason, failure, error, 0, 0, compactor.Usage, null, 0);
}
