using System.Collections.Immutable;
using EditorAgent.Core.Models;
using EditorAgent.Core.Sessions;

namespace EditorAgent.Core.Agent;

/// <summary>
/// The models that take over, one after the other, when a model cannot be had: unreachable, overloaded beyond its retries, its quota used up.
/// What the user has to put right (a key, a request that is refused) is never passed on. Serves one turn; the next begins with the first.
/// </summary>
internal sealed class FallbackModels
{
    private readonly ImmutableArray<Func<IChatModel>> others;
    private int taken;

    private FallbackModels(ImmutableArray<Func<IChatModel>> others) => this.others = others;

    /// <summary>The one that has taken over; null while none has.</summary>
    public IChatModel? Current { get; private set; }

    /// <summary>Whether somebody is left.</summary>
    public bool HasNext => this.taken < this.others.Length;

    /// <returns>Null when none is configured.</returns>
    public static FallbackModels? Behind(IChatModel model, Func<ModelDescription, ImmutableArray<Func<IChatModel>>>? fallbacksOf) =>
        fallbacksOf?.Invoke(model.Description) is { IsDefaultOrEmpty: false } others ? new FallbackModels(others) : null;

    /// <summary>Has the next one take over, and tells the user. False when the failure is none of that kind or nobody is left.</summary>
    public bool TryNext(IChatModel failed, ModelFailure failure, Session session)
    {
        if (failure.Kind is not (ModelFailureKind.Transient or ModelFailureKind.Unreachable or ModelFailureKind.QuotaExhausted) || !this.HasNext)
        {
            return false;
        }

        this.Current = this.others[this.taken++]();
        session.Append(new SessionEvent.Notice(
            NoticeSeverity.Warning, $"{this.Current.Description.Id} takes over for {failed.Description.Id}", $"{failure.Message} The rest of this turn is answered by {this.Current.Description.Id}."));
        return true;
    }
}
