namespace EditorAgent.Protocol.Content;

/// <summary>The contents of a resource, told apart by the member that holds them.</summary>
[JsonConverter(typeof(ResourceContentsConverter))]
public abstract record ResourceContents
{
    private ResourceContents()
    {
    }

    public sealed record Text : ResourceContents
    {
        public required string Uri { get; init; }

        [JsonPropertyName("text")]
        public required string Value { get; init; }

        [JsonConverter(typeof(LenientConverter<string>))]
        public string? MimeType { get; init; }

        [JsonPropertyName("_meta")]
        [JsonConverter(typeof(MetaConverter))]
        public JsonElement? Meta { get; init; }
    }

    public sealed record Blob : ResourceContents
    {
        public required string Uri { get; init; }

        /// <summary>Base64.</summary>
        [JsonPropertyName("blob")]
        public required string Data { get; init; }

        [JsonConverter(typeof(LenientConverter<string>))]
        public string? MimeType { get; init; }

        [JsonPropertyName("_meta")]
        [JsonConverter(typeof(MetaConverter))]
        public JsonElement? Meta { get; init; }
    }

    /// <summary>A shape newer than this code: kept whole, written back unchanged.</summary>
    public sealed record Unknown(JsonElement Raw) : ResourceContents;
}
