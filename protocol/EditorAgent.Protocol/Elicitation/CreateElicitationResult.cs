namespace EditorAgent.Protocol.Elicitation;

/// <summary>The user's answer.</summary>
[JsonConverter(typeof(CreateElicitationResultConverter))]
public abstract record CreateElicitationResult
{
    private CreateElicitationResult()
    {
    }

    public sealed record Accept : CreateElicitationResult
    {
        [JsonPropertyName("action")]
        public string Tag => "accept";

        /// <summary>Strings, numbers, booleans or lists of strings by property name.</summary>
        public IReadOnlyDictionary<string, JsonElement>? Content { get; init; }

        [JsonPropertyName("_meta")]
        [JsonConverter(typeof(MetaConverter))]
        public JsonElement? Meta { get; init; }
    }

    public sealed record Decline : CreateElicitationResult
    {
        [JsonPropertyName("action")]
        public string Tag => "decline";

        [JsonPropertyName("_meta")]
        [JsonConverter(typeof(MetaConverter))]
        public JsonElement? Meta { get; init; }
    }

    public sealed record Cancel : CreateElicitationResult
    {
        [JsonPropertyName("action")]
        public string Tag => "cancel";

        [JsonPropertyName("_meta")]
        [JsonConverter(typeof(MetaConverter))]
        public JsonElement? Meta { get; init; }
    }

    /// <summary>An action newer than this code: never a consent. Kept whole, written back unchanged.</summary>
    public sealed record Unknown(JsonElement Raw) : CreateElicitationResult;
}
