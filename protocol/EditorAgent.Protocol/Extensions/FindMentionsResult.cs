namespace EditorAgent.Protocol.Extensions;

public sealed record FindMentionsResult
{
    /// <summary>Best first.</summary>
    [JsonConverter(typeof(ItemsConverter<Mention>))]
    public required IReadOnlyList<Mention> Items { get; init; }

    /// <summary>Whether something was not looked through: a limit was met, or an index is not ready yet.</summary>
    public required bool IsPartial { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
