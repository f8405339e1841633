namespace EditorAgent.Protocol.Extensions;

public sealed record TrustStatusResult
{
    /// <summary>One for each directory of the session. Code of the workspace runs when all are trusted.</summary>
    [JsonConverter(typeof(ItemsConverter<TrustRoot>))]
    public required IReadOnlyList<TrustRoot> Roots { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
