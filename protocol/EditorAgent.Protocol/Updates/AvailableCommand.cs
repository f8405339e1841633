namespace EditorAgent.Protocol.Updates;

/// <summary>A command that the user runs as the text <c>/name arguments</c>.</summary>
public sealed record AvailableCommand
{
    public required string Name { get; init; }

    public required string Description { get; init; }

    [JsonConverter(typeof(LenientConverter<AvailableCommandInput>))]
    public AvailableCommandInput? Input { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
