namespace EditorAgent.Protocol.ClientMethods;

/// <summary>The user's answer.</summary>
[JsonConverter(typeof(RequestPermissionOutcomeConverter))]
public abstract record RequestPermissionOutcome
{
    private RequestPermissionOutcome()
    {
    }

    public sealed record Selected : RequestPermissionOutcome
    {
        [JsonPropertyName("outcome")]
        public string Tag => "selected";

        public required string OptionId { get; init; }

        [JsonPropertyName("_meta")]
        [JsonConverter(typeof(MetaConverter))]
        public JsonElement? Meta { get; init; }
    }

    /// <summary>The turn was cancelled before anybody answered.</summary>
    public sealed record Cancelled : RequestPermissionOutcome
    {
        [JsonPropertyName("outcome")]
        public string Tag => "cancelled";
    }

    /// <summary>An outcome newer than this code: never a consent. Kept whole, written back unchanged.</summary>
    public sealed record Unknown(JsonElement Raw) : RequestPermissionOutcome;
}
