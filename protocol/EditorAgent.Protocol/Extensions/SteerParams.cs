namespace EditorAgent.Protocol.Extensions;

/// <summary>Says something to the running turn; it is read before the next request to the model.</summary>
[WireMethod(EditorAgentMethods.Steer, WireSide.Agent, Result = typeof(SteerResult), Gate = "steer")]
public sealed record SteerParams
{
    public required string SessionId { get; init; }

    [JsonConverter(typeof(ItemsConverter<ContentBlock>))]
    public required IReadOnlyList<ContentBlock> Prompt { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
