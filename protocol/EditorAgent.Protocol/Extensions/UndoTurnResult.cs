namespace EditorAgent.Protocol.Extensions;

public sealed record UndoTurnResult
{
    /// <summary>Absolute paths.</summary>
    [JsonConverter(typeof(ItemsConverter<string>))]
    public required IReadOnlyList<string> Restored { get; init; }

    /// <summary>Absolute paths of files left alone because they had changed since.</summary>
    [JsonConverter(typeof(ItemsConverter<string>))]
    public required IReadOnlyList<string> Conflicts { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
