namespace EditorAgent.Protocol.Extensions;

public sealed record KeyStatusResult
{
    /// <summary>Those that are configured, and those that would be with nothing but a key.</summary>
    [JsonConverter(typeof(ItemsConverter<ProviderKey>))]
    public required IReadOnlyList<ProviderKey> Providers { get; init; }

    [JsonConverter(typeof(ItemsConverter<ConfiguredModel>))]
    public required IReadOnlyList<ConfiguredModel> Models { get; init; }

    /// <summary>Model servers that answered on this machine.</summary>
    [JsonConverter(typeof(ItemsConverter<LocalModelServer>))]
    public required IReadOnlyList<LocalModelServer> LocalServers { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
