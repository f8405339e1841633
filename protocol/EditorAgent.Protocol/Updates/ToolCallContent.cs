namespace EditorAgent.Protocol.Updates;

/// <summary>What a tool call shows.</summary>
[JsonConverter(typeof(ToolCallContentConverter))]
public abstract record ToolCallContent
{
    private ToolCallContent()
    {
    }

    public sealed record Block : ToolCallContent
    {
        [JsonPropertyName("type")]
        public string Tag => "content";

        public required ContentBlock Content { get; init; }

        [JsonPropertyName("_meta")]
        [JsonConverter(typeof(MetaConverter))]
        public JsonElement? Meta { get; init; }
    }

    public sealed record Diff : ToolCallContent
    {
        [JsonPropertyName("type")]
        public string Tag => "diff";

        /// <summary>Absolute.</summary>
        public required string Path { get; init; }

        /// <summary>Absent for a new file.</summary>
        [JsonConverter(typeof(LenientConverter<string>))]
        public string? OldText { get; init; }

        public required string NewText { get; init; }

        [JsonPropertyName("_meta")]
        [JsonConverter(typeof(MetaConverter))]
        public JsonElement? Meta { get; init; }
    }

    /// <summary>A terminal of the client, shown live.</summary>
    public sealed record Terminal : ToolCallContent
    {
        [JsonPropertyName("type")]
        public string Tag => "terminal";

        public required string TerminalId { get; init; }

        [JsonPropertyName("_meta")]
        [JsonConverter(typeof(MetaConverter))]
        public JsonElement? Meta { get; init; }
    }

    /// <summary>A kind newer than this code: kept whole, written back unchanged.</summary>
    public sealed record Unknown(JsonElement Raw) : ToolCallContent;
}
