using System.Globalization;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Models;

namespace EditorAgent.Core.Agent;

/// <summary>
/// What may be used up, counted over all who share it: the turns of a run and the sessions that work for it. It is looked at before each
/// request, so the last answer may go beyond it. Safe from any thread.
/// </summary>
/// <param name="maxTokens">Tokens sent and received together; null sets no bound.</param>
/// <param name="maxCost">In the currency of the prices; null sets no bound.</param>
/// <param name="priceOf">What a model costs; null where nobody has written it down.</param>
public sealed class SpendingLimit(long? maxTokens, decimal? maxCost, Func<ModelDescription, ModelPrice?> priceOf)
{
    private readonly Lock gate = new();
    private long tokens;
    private decimal cost;
    private string? currency;
    private string? uncounted;

    public void Count(ModelDescription model, TokenUsage usage)
    {
        var price = maxCost is null ? null : priceOf(model);
        lock (this.gate)
        {
            this.tokens += usage.Total;
            if (maxCost is null)
            {
                return;
            }

            if (price is null || (this.currency is { } known && known != price.Currency))
            {
                this.uncounted ??= model.Id;
                return;
            }

            this.currency = price.Currency;
            this.cost += price.Of(usage.Prompt, usage.Cached, usage.Completion);
        }
    }

    /// <summary>Which bound is reached, one line for the user; null while none is.</summary>
    public string? Reached
    {
        get
        {
            lock (this.gate)
            {
                return this.uncounted is { } model ? $"What {model} costs cannot be counted (no price, or one in another currency), so no more requests are sent. Everything so far is kept."
                    : this.tokens >= maxTokens ? string.Create(CultureInfo.InvariantCulture, $"{this.tokens:N0} tokens of {maxTokens:N0} are used. Everything so far is kept; a next turn goes on.")
                    : this.cost >= maxCost ? string.Create(CultureInfo.InvariantCulture, $"{this.cost:0.######} {this.currency} of {maxCost:0.######} are spent. Everything so far is kept; a next turn goes on.")
                    : null;
            }
        }
    }
}
