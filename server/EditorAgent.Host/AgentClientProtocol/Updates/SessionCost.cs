using EditorAgent.Core.Configuration;
using EditorAgent.Core.Models;
using EditorAgent.Protocol.Updates;

namespace EditorAgent.Host.AgentClientProtocol.Updates;

/// <summary>
/// What a session has cost so far, by the prices that the user has written down. What was said before the session was opened here is counted
/// at the price of the model it has now.
/// </summary>
/// <param name="before">Used before the session was opened here.</param>
/// <param name="price">Of the model in use; asked for with every answer, because another one may have been chosen.</param>
internal sealed class SessionCost(TokenUsage before, Func<ModelPrice?> price)
{
    private decimal amount = price() is { } now ? Of(now, before) : 0;
    private string? currency = price()?.Currency;

    public void Add(TokenUsage usage)
    {
        if (price() is not { } now)
        {
            return;
        }

        // Amounts of two currencies have no sum.
        this.amount = (this.currency is null || this.currency == now.Currency ? this.amount : 0) + Of(now, usage);
        this.currency = now.Currency;
    }

    /// <summary>Null while no price is known.</summary>
    public Cost? Now => this.currency is { } known ? new Cost { Amount = Math.Round(this.amount, 6), Currency = known } : null;

    private static decimal Of(ModelPrice price, TokenUsage usage) => price.Of(usage.Prompt, usage.Cached, usage.Completion);
}
