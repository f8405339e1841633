using System.Globalization;
using EditorAgent.Core.Agent;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Models;
using EditorAgent.Core.Sessions;
using EditorAgent.Host.Composition;

namespace EditorAgent.Host.Headless;

/// <summary>What a run has cost.</summary>
internal static class TurnCost
{
    /// <summary>By the models that answered, which after a failure are others than the one that was asked for.</summary>
    /// <returns>Null where no price is configured for one of them, where their prices are in two currencies, or nothing was used.</returns>
    public static Spending? Of(AgentComposition composition, string folder, AgentSession agent)
    {
        var own = agent.OwnTurns.ToHashSet();

        // A title is asked for beside the run and may come after its end.
        var turns = UsageLedger.Of(agent.Session.ReadHistory().Where(happened => happened.Event is not SessionEvent.TitleAsked));
        return Of(composition, folder, [.. turns.Where(turn => turn.Turn is { } id && own.Contains(id)).SelectMany(turn => turn.ByModel).Select(part => (part.Key, part.Value))]);
    }

    public static string LineFor(Spending cost, TurnOutcome outcome) =>
        string.Create(CultureInfo.InvariantCulture, $"{outcome.Usage.Prompt:N0} tokens in ({outcome.Usage.Cached:N0} cached), {outcome.Usage.Completion:N0} out, {cost.Amount:0.######} {cost.Currency}");

    private static Spending? Of(AgentComposition composition, string folder, IReadOnlyList<(string Model, TokenUsage Usage)> parts)
    {
        try
        {
            var prices = PriceTable.Of(composition.ConfigurationFor(folder));
            return parts.All(part => prices.Of(part.Model, part.Usage) is not null) && prices.Sum(parts) is [var cost] ? cost : null;
        }
        catch (ConfigurationException)
        {
            // It was changed while the turn ran; the turn is done all the same.
            return null;
        }
    }
}
