namespace EditorAgent.Core.Models;

/// <summary>What the loop must know of a model.</summary>
/// <param name="Id">The name under which the user chooses it, for example <c>kimi-k2.6</c>.</param>
/// <param name="Provider">Name of the provider entry it belongs to.</param>
/// <param name="ContextWindow">Tokens that prompt and completion share.</param>
/// <param name="MaxCompletionTokens">The most tokens to ask for in one step.</param>
public sealed record ModelDescription(string Id, string Provider, int ContextWindow, int MaxCompletionTokens)
{
    /// <summary>Whether images may be sent to it.</summary>
    public bool TakesImages { get; init; } = true;
}
