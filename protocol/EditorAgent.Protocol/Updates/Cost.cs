namespace EditorAgent.Protocol.Updates;

/// <summary>Cumulative for the session.</summary>
public sealed record Cost
{
    public required decimal Amount { get; init; }

    /// <summary>ISO 4217.</summary>
    public required string Currency { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
