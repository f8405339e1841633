namespace EditorAgent.Protocol.Elicitation;

public sealed record MultiSelectItems
{
    /// <summary><c>string</c> with <see cref="Enum"/>, absent with <see cref="AnyOf"/>.</summary>
    public string? Type { get; init; }

    [JsonConverter(typeof(ItemsConverter<string>))]
    public IReadOnlyList<string>? Enum { get; init; }

    [JsonConverter(typeof(ItemsConverter<EnumOption>))]
    public IReadOnlyList<EnumOption>? AnyOf { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
