namespace EditorAgent.Protocol.Sessions;

/// <summary>The state of all options, not only of the one that was set.</summary>
public sealed record SetSessionConfigOptionResult
{
    [JsonConverter(typeof(LenientItemsConverter<SessionConfigOption>))]
    public required IReadOnlyList<SessionConfigOption> ConfigOptions { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
