namespace EditorAgent.Protocol.Content;

/// <summary>A piece of what is said; the same shapes as in MCP.</summary>
[JsonConverter(typeof(ContentBlockConverter))]
public abstract record ContentBlock
{
    private ContentBlock()
    {
    }

    public sealed record Text : ContentBlock
    {
        [JsonPropertyName("type")]
        public string Tag => "text";

        [JsonPropertyName("text")]
        public required string Value { get; init; }

        [JsonConverter(typeof(LenientConverter<Annotations>))]
        public Annotations? Annotations { get; init; }

        [JsonPropertyName("_meta")]
        [JsonConverter(typeof(MetaConverter))]
        public JsonElement? Meta { get; init; }
    }

    public sealed record Image : ContentBlock
    {
        [JsonPropertyName("type")]
        public string Tag => "image";

        /// <summary>Base64.</summary>
        public required string Data { get; init; }

        public required string MimeType { get; init; }

        [JsonConverter(typeof(LenientConverter<string>))]
        public string? Uri { get; init; }

        [JsonConverter(typeof(LenientConverter<Annotations>))]
        public Annotations? Annotations { get; init; }

        [JsonPropertyName("_meta")]
        [JsonConverter(typeof(MetaConverter))]
        public JsonElement? Meta { get; init; }
    }

    public sealed record Audio : ContentBlock
    {
        [JsonPropertyName("type")]
        public string Tag => "audio";

        /// <summary>Base64.</summary>
        public required string Data { get; init; }

        public required string MimeType { get; init; }

        [JsonConverter(typeof(LenientConverter<Annotations>))]
        public Annotations? Annotations { get; init; }

        [JsonPropertyName("_meta")]
        [JsonConverter(typeof(MetaConverter))]
        public JsonElement? Meta { get; init; }
    }

    public sealed record ResourceLink : ContentBlock
    {
        [JsonPropertyName("type")]
        public string Tag => "resource_link";

        public required string Name { get; init; }

        public required string Uri { get; init; }

        [JsonConverter(typeof(LenientConverter<string>))]
        public string? Title { get; init; }

        [JsonConverter(typeof(LenientConverter<string>))]
        public string? Description { get; init; }

        [JsonConverter(typeof(LenientConverter<string>))]
        public string? MimeType { get; init; }

        [JsonConverter(typeof(LenientConverter<long?>))]
        public long? Size { get; init; }

        [JsonConverter(typeof(LenientConverter<Annotations>))]
        public Annotations? Annotations { get; init; }

        [JsonPropertyName("_meta")]
        [JsonConverter(typeof(MetaConverter))]
        public JsonElement? Meta { get; init; }
    }

    /// <summary>A resource with its contents.</summary>
    public sealed record Resource : ContentBlock
    {
        [JsonPropertyName("type")]
        public string Tag => "resource";

        [JsonPropertyName("resource")]
        public required ResourceContents Contents { get; init; }

        [JsonConverter(typeof(LenientConverter<Annotations>))]
        public Annotations? Annotations { get; init; }

        [JsonPropertyName("_meta")]
        [JsonConverter(typeof(MetaConverter))]
        public JsonElement? Meta { get; init; }
    }

    /// <summary>A kind newer than this code: kept whole, written back unchanged.</summary>
    public sealed record Unknown(JsonElement Raw) : ContentBlock;
}
