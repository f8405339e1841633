namespace EditorAgent.Protocol.Sessions;

/// <summary>A setting of a session that the client can show. Their order is their priority.</summary>
[JsonConverter(typeof(SessionConfigOptionConverter))]
public abstract record SessionConfigOption
{
    private SessionConfigOption()
    {
    }

    public sealed record Select : SessionConfigOption
    {
        [JsonPropertyName("type")]
        public string Tag => "select";

        public required string Id { get; init; }

        public required string Name { get; init; }

        [JsonConverter(typeof(LenientConverter<string>))]
        public string? Description { get; init; }

        /// <summary>See <see cref="SessionConfigOptionCategories"/>; a custom one starts with an underscore.</summary>
        [JsonConverter(typeof(LenientConverter<string>))]
        public string? Category { get; init; }

        public required string CurrentValue { get; init; }

        public required SessionConfigSelectOptions Options { get; init; }

        [JsonPropertyName("_meta")]
        [JsonConverter(typeof(MetaConverter))]
        public JsonElement? Meta { get; init; }
    }

    /// <summary>Only for clients that advertise <c>session.configOptions.boolean</c>.</summary>
    public sealed record Boolean : SessionConfigOption
    {
        [JsonPropertyName("type")]
        public string Tag => "boolean";

        public required string Id { get; init; }

        public required string Name { get; init; }

        [JsonConverter(typeof(LenientConverter<string>))]
        public string? Description { get; init; }

        /// <summary>See <see cref="SessionConfigOptionCategories"/>; a custom one starts with an underscore.</summary>
        [JsonConverter(typeof(LenientConverter<string>))]
        public string? Category { get; init; }

        public required bool CurrentValue { get; init; }

        [JsonPropertyName("_meta")]
        [JsonConverter(typeof(MetaConverter))]
        public JsonElement? Meta { get; init; }
    }

    /// <summary>A kind newer than this code: kept whole, written back unchanged.</summary>
    public sealed record Unknown(JsonElement Raw) : SessionConfigOption;
}
