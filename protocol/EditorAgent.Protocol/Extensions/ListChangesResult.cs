namespace EditorAgent.Protocol.Extensions;

public sealed record ListChangesResult
{
    [JsonConverter(typeof(ItemsConverter<ChangedFile>))]
    public required IReadOnlyList<ChangedFile> Files { get; init; }

    /// <summary>The turns that changed files, oldest first: where a restore can go back to.</summary>
    [JsonConverter(typeof(ItemsConverter<ChangingTurn>))]
    public required IReadOnlyList<ChangingTurn> Turns { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
