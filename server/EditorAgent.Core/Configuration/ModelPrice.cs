namespace EditorAgent.Core.Configuration;

/// <summary>What a model's tokens cost, as the user has written it down: for a million of each.</summary>
/// <param name="Input">Of what is sent.</param>
/// <param name="Cached">Of the part of it that the vendor had in its cache.</param>
/// <param name="Output">Of what comes back, reasoning included.</param>
/// <param name="Currency">ISO 4217.</param>
public sealed record ModelPrice(decimal Input, decimal Cached, decimal Output, string Currency)
{
    public const string UsualCurrency = "USD";

    private const decimal Million = 1_000_000m;

    /// <param name="prompt">All tokens sent, the cached ones included.</param>
    /// <param name="cached">The part of them that was cached.</param>
    /// <param name="completion">The tokens that came back.</param>
    public decimal Of(long prompt, long cached, long completion) =>
        ((Math.Max(0, prompt - cached) * this.Input) + (cached * this.Cached) + (completion * this.Output)) / Million;
}
