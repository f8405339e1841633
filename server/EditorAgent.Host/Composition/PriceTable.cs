using System.Collections.Immutable;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Models;

namespace EditorAgent.Host.Composition;

/// <summary>What tokens cost by the prices that the user has written down; where none is, nothing is guessed.</summary>
/// <param name="models">With their prices.</param>
/// <param name="usual">The model of answers of which the journal does not tell it.</param>
internal sealed class PriceTable(ImmutableArray<ModelSettings> models, string? usual)
{
    public static PriceTable Of(AgentConfiguration configuration) => new(configuration.Models, configuration.DefaultModel);

    public Spending? Of(string model, TokenUsage usage)
    {
        var alias = model.Length == 0 ? usual : model;
        return models.FirstOrDefault(known => known.Alias == alias)?.Price is { } price
            ? new Spending(Math.Round(price.Of(usage.Prompt, usage.Cached, usage.Completion), 6), price.Currency)
            : null;
    }

    /// <summary>One sum for each currency, because two have none.</summary>
    public ImmutableArray<Spending> Sum(IEnumerable<(string Model, TokenUsage Usage)> parts) =>
    [
        .. parts.Select(part => this.Of(part.Model, part.Usage)).OfType<Spending>()
            .GroupBy(spent => spent.Currency, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new Spending(group.Sum(spent => spent.Amount), group.Key)),
    ];
}
