namespace EditorAgent.Protocol.Elicitation;

/// <summary>One property of a form.</summary>
[JsonConverter(typeof(ElicitationPropertyConverter))]
public abstract record ElicitationProperty
{
    private ElicitationProperty()
    {
    }

    public sealed record String : ElicitationProperty
    {
        [JsonPropertyName("type")]
        public string Tag => "string";

        [JsonConverter(typeof(LenientConverter<string>))]
        public string? Title { get; init; }

        [JsonConverter(typeof(LenientConverter<string>))]
        public string? Description { get; init; }

        public uint? MinLength { get; init; }

        public uint? MaxLength { get; init; }

        public string? Pattern { get; init; }

        /// <summary><c>email</c>, <c>uri</c>, <c>date</c> or <c>date-time</c>.</summary>
        public string? Format { get; init; }

        [JsonConverter(typeof(LenientConverter<string>))]
        public string? Default { get; init; }

        [JsonConverter(typeof(ItemsConverter<string>))]
        public IReadOnlyList<string>? Enum { get; init; }

        [JsonConverter(typeof(ItemsConverter<EnumOption>))]
        public IReadOnlyList<EnumOption>? OneOf { get; init; }

        [JsonPropertyName("_meta")]
        [JsonConverter(typeof(MetaConverter))]
        public JsonElement? Meta { get; init; }
    }

    public sealed record Number : ElicitationProperty
    {
        [JsonPropertyName("type")]
        public string Tag => "number";

        [JsonConverter(typeof(LenientConverter<string>))]
        public string? Title { get; init; }

        [JsonConverter(typeof(LenientConverter<string>))]
        public string? Description { get; init; }

        public double? Minimum { get; init; }

        public double? Maximum { get; init; }

        [JsonConverter(typeof(LenientConverter<double?>))]
        public double? Default { get; init; }

        [JsonPropertyName("_meta")]
        [JsonConverter(typeof(MetaConverter))]
        public JsonElement? Meta { get; init; }
    }

    public sealed record Integer : ElicitationProperty
    {
        [JsonPropertyName("type")]
        public string Tag => "integer";

        [JsonConverter(typeof(LenientConverter<string>))]
        public string? Title { get; init; }

        [JsonConverter(typeof(LenientConverter<string>))]
        public string? Description { get; init; }

        public long? Minimum { get; init; }

        public long? Maximum { get; init; }

        [JsonConverter(typeof(LenientConverter<long?>))]
        public long? Default { get; init; }

        [JsonPropertyName("_meta")]
        [JsonConverter(typeof(MetaConverter))]
        public JsonElement? Meta { get; init; }
    }

    public sealed record Boolean : ElicitationProperty
    {
        [JsonPropertyName("type")]
        public string Tag => "boolean";

        [JsonConverter(typeof(LenientConverter<string>))]
        public string? Title { get; init; }

        [JsonConverter(typeof(LenientConverter<string>))]
        public string? Description { get; init; }

        [JsonConverter(typeof(LenientConverter<bool?>))]
        public bool? Default { get; init; }

        [JsonPropertyName("_meta")]
        [JsonConverter(typeof(MetaConverter))]
        public JsonElement? Meta { get; init; }
    }

    public sealed record MultiSelect : ElicitationProperty
    {
        [JsonPropertyName("type")]
        public string Tag => "array";

        [JsonConverter(typeof(LenientConverter<string>))]
        public string? Title { get; init; }

        [JsonConverter(typeof(LenientConverter<string>))]
        public string? Description { get; init; }

        public ulong? MinItems { get; init; }

        public ulong? MaxItems { get; init; }

        public required MultiSelectItems Items { get; init; }

        [JsonConverter(typeof(LenientItemsConverter<string>))]
        public IReadOnlyList<string>? Default { get; init; }

        [JsonPropertyName("_meta")]
        [JsonConverter(typeof(MetaConverter))]
        public JsonElement? Meta { get; init; }
    }

    /// <summary>A kind newer than this code: kept whole, written back unchanged.</summary>
    public sealed record Unknown(JsonElement Raw) : ElicitationProperty;
}
