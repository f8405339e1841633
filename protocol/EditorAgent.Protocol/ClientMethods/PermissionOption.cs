namespace EditorAgent.Protocol.ClientMethods;

public sealed record PermissionOption
{
    /// <summary>Opaque to the client.</summary>
    public required string OptionId { get; init; }

    public required string Name { get; init; }

    public required PermissionOptionKind Kind { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
