namespace EditorAgent.Protocol.ClientMethods;

public sealed record RequestPermissionResult
{
    public required RequestPermissionOutcome Outcome { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
