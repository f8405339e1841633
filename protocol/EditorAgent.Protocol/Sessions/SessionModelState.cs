namespace EditorAgent.Protocol.Sessions;

/// <summary>Legacy, see <see cref="SetSessionModelParams"/>.</summary>
public sealed record SessionModelState
{
    public required string CurrentModelId { get; init; }

    [JsonConverter(typeof(LenientItemsConverter<SessionModel>))]
    public required IReadOnlyList<SessionModel> AvailableModels { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
