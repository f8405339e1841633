using System.Globalization;
using EditorAgent.Core.Agent;
using EditorAgent.Core.Configuration;
using EditorAgent.Host.Composition;

namespace EditorAgent.Host.Headless;

/// <summary>What a run has cost.</summary>
internal static class TurnCost
{
    /// <returns>Null where no price is configured for the model, or nothing was used.</returns>
    public static Spending? Of(AgentComposition composition, string folder, string model, TurnOutcome outcome)
    {
        if (outcome.Usage == default)
        {
            return null;
        }

        try
        {
            return PriceTable.Of(composition.ConfigurationFor(folder)).Of(model, outcome.Usage);
        }
        catch (ConfigurationException)
        {
            // It was changed while the turn ran; the turn is done all the same.
            return null;
        }
    }

    public static string LineFor(Spending cost, TurnOutcome outcome) =>
        string.Create(CultureInfo.InvariantCulture, $"{outcome.Usage.Prompt:N0} tokens in ({outcome.Usage.Cached:N0} cached), {outcome.Usage.Completion:N0} out, {cost.Amount:0.######} {cost.Currency}");
}
