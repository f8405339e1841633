namespace EditorAgent.Protocol.Elicitation;

public sealed record EnumOption
{
    public required string Const { get; init; }

    public required string Title { get; init; }

    [JsonConverter(typeof(LenientConverter<string>))]
    public string? Description { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
