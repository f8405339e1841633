namespace EditorAgent.Protocol.Sessions;

public sealed record LoadSessionResult
{
    [JsonConverter(typeof(LenientConverter<SessionModeState>))]
    public SessionModeState? Modes { get; init; }

    [JsonConverter(typeof(LenientItemsConverter<SessionConfigOption>))]
    public IReadOnlyList<SessionConfigOption>? ConfigOptions { get; init; }

    /// <summary>Legacy: clients older than the model config option read it.</summary>
    [JsonConverter(typeof(LenientConverter<SessionModelState>))]
    public SessionModelState? Models { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
