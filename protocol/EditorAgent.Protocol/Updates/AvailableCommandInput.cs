namespace EditorAgent.Protocol.Updates;

public sealed record AvailableCommandInput
{
    public required string Hint { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
