using EditorAgent.Core.Configuration;
using EditorAgent.Core.Models;
using EditorAgent.Protocol.Updates;

namespace EditorAgent.Host.AgentClientProtocol.Updates;

/// <summary>
/// What a session has cost so far, by the prices that the user has written down. What was said before the session was opened here is counted
/// at the price of the model it has now.
/// </summary>
/// <param name="before">Used before the session was opened here.</param>
/// <param name="price">Of a model by its alias; of the one in use for null, asked for with every answer, because another one may have been chosen.</param>
internal sealed class SessionCost(TokenUsage before, Func<string?, ModelPrice?> price)
{
    private decimal amount = price(null) is { } now ? Of(now, before) : 0;
    private string? currency = price(null)?.Currency;

    /// <param name="usage">What an answer, a summary or a title took.</param>
    /// <param name="model">The alias of who wrote it; null for the model in use.</param>
    public void Add(TokenUsage usage, string? model)
    {
        if (price(model) is not { } now)
        {
            return;
        }

        // Amounts of two currencies have no sum: the one of the model in use is told.
        if (this.currency is not null && this.currency != now.Currency)
        {
            if (price(null)?.Currency != now.Currency)
            {
                return;
            }

            this.amount = 0;
        }

        this.amount += Of(now, usage);
        this.currency = now.Currency;
    }

    /// <summary>Null while no price is known.</summary>
    public Cost? Now => this.currency is { } known ? new Cost { Amount = Math.Round(this.amount, 6), Currency = known } : null;

    private static decimal Of(ModelPrice price, TokenUsage usage) => price.Of(usage.Prompt, usage.Cached, usage.Completion);
}
