using System.Text.Json;

namespace EditorAgent.Security.Tests.Cases;

internal sealed record AttackCall
{
    public required string Tool { get; init; }

    public JsonElement? Arguments { get; init; }

    /// <summary>The arguments' JSON as the model sends it, for JSON that no serialiser writes.</summary>
    public string? Raw { get; init; }
}
