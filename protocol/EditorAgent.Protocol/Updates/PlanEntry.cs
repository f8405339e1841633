namespace EditorAgent.Protocol.Updates;

public sealed record PlanEntry
{
    public required string Content { get; init; }

    public required PlanEntryPriority Priority { get; init; }

    public required PlanEntryStatus Status { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
