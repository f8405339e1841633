namespace EditorAgent.Protocol.Extensions;

public sealed record UseLocalServerResult
{
    /// <summary>Of the model, for the option <c>model</c> of a session.</summary>
    public required string Name { get; init; }

    /// <summary>What was written; absolute.</summary>
    public required string File { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
