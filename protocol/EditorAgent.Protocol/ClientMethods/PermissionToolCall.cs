namespace EditorAgent.Protocol.ClientMethods;

/// <summary>The call to be allowed: the fields of <see cref="SessionUpdate.ToolCallUpdate"/>, without a discriminator.</summary>
public sealed record PermissionToolCall
{
    public required string ToolCallId { get; init; }

    [JsonConverter(typeof(LenientConverter<string>))]
    public string? Title { get; init; }

    /// <summary>The tool's programmatic name.</summary>
    [JsonConverter(typeof(LenientConverter<string>))]
    public string? Name { get; init; }

    [JsonConverter(typeof(LenientConverter<ToolKind?>))]
    public ToolKind? Kind { get; init; }

    [JsonConverter(typeof(LenientConverter<ToolCallStatus?>))]
    public ToolCallStatus? Status { get; init; }

    [JsonConverter(typeof(LenientItemsConverter<ToolCallContent>))]
    public IReadOnlyList<ToolCallContent>? Content { get; init; }

    [JsonConverter(typeof(LenientItemsConverter<ToolCallLocation>))]
    public IReadOnlyList<ToolCallLocation>? Locations { get; init; }

    public JsonElement? RawInput { get; init; }

    public JsonElement? RawOutput { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
