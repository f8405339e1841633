namespace EditorAgent.Protocol.Updates;

/// <summary>One thing that happened in a session.</summary>
[JsonConverter(typeof(SessionUpdateConverter))]
public abstract record SessionUpdate
{
    private SessionUpdate()
    {
    }

    public sealed record UserMessageChunk : SessionUpdate
    {
        [JsonPropertyName("sessionUpdate")]
        public string Tag => "user_message_chunk";

        public required ContentBlock Content { get; init; }

        /// <summary>A new id starts a new message.</summary>
        [JsonConverter(typeof(LenientConverter<string>))]
        public string? MessageId { get; init; }

        [JsonPropertyName("_meta")]
        [JsonConverter(typeof(MetaConverter))]
        public JsonElement? Meta { get; init; }
    }

    public sealed record AgentMessageChunk : SessionUpdate
    {
        [JsonPropertyName("sessionUpdate")]
        public string Tag => "agent_message_chunk";

        public required ContentBlock Content { get; init; }

        /// <summary>A new id starts a new message.</summary>
        [JsonConverter(typeof(LenientConverter<string>))]
        public string? MessageId { get; init; }

        [JsonPropertyName("_meta")]
        [JsonConverter(typeof(MetaConverter))]
        public JsonElement? Meta { get; init; }
    }

    public sealed record AgentThoughtChunk : SessionUpdate
    {
        [JsonPropertyName("sessionUpdate")]
        public string Tag => "agent_thought_chunk";

        public required ContentBlock Content { get; init; }

        /// <summary>A new id starts a new message.</summary>
        [JsonConverter(typeof(LenientConverter<string>))]
        public string? MessageId { get; init; }

        [JsonPropertyName("_meta")]
        [JsonConverter(typeof(MetaConverter))]
        public JsonElement? Meta { get; init; }
    }

    public sealed record ToolCall : SessionUpdate
    {
        [JsonPropertyName("sessionUpdate")]
        public string Tag => "tool_call";

        public required string ToolCallId { get; init; }

        public required string Title { get; init; }

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

    /// <summary>What is absent stays as it was; lists replace, they do not append.</summary>
    public sealed record ToolCallUpdate : SessionUpdate
    {
        [JsonPropertyName("sessionUpdate")]
        public string Tag => "tool_call_update";

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

    /// <summary>The whole plan, each time.</summary>
    public sealed record Plan : SessionUpdate
    {
        [JsonPropertyName("sessionUpdate")]
        public string Tag => "plan";

        [JsonConverter(typeof(LenientItemsConverter<PlanEntry>))]
        public required IReadOnlyList<PlanEntry> Entries { get; init; }

        [JsonPropertyName("_meta")]
        [JsonConverter(typeof(MetaConverter))]
        public JsonElement? Meta { get; init; }
    }

    public sealed record AvailableCommandsUpdate : SessionUpdate
    {
        [JsonPropertyName("sessionUpdate")]
        public string Tag => "available_commands_update";

        [JsonConverter(typeof(LenientItemsConverter<AvailableCommand>))]
        public required IReadOnlyList<AvailableCommand> AvailableCommands { get; init; }

        [JsonPropertyName("_meta")]
        [JsonConverter(typeof(MetaConverter))]
        public JsonElement? Meta { get; init; }
    }

    public sealed record CurrentModeUpdate : SessionUpdate
    {
        [JsonPropertyName("sessionUpdate")]
        public string Tag => "current_mode_update";

        public required string CurrentModeId { get; init; }

        [JsonPropertyName("_meta")]
        [JsonConverter(typeof(MetaConverter))]
        public JsonElement? Meta { get; init; }
    }

    /// <summary>The state of all options.</summary>
    public sealed record ConfigOptionUpdate : SessionUpdate
    {
        [JsonPropertyName("sessionUpdate")]
        public string Tag => "config_option_update";

        [JsonConverter(typeof(LenientItemsConverter<SessionConfigOption>))]
        public required IReadOnlyList<SessionConfigOption> ConfigOptions { get; init; }

        [JsonPropertyName("_meta")]
        [JsonConverter(typeof(MetaConverter))]
        public JsonElement? Meta { get; init; }
    }

    public sealed record SessionInfoUpdate : SessionUpdate
    {
        [JsonPropertyName("sessionUpdate")]
        public string Tag => "session_info_update";

        [JsonConverter(typeof(LenientConverter<string>))]
        public string? Title { get; init; }

        /// <summary>ISO 8601.</summary>
        [JsonConverter(typeof(LenientConverter<string>))]
        public string? UpdatedAt { get; init; }

        [JsonPropertyName("_meta")]
        [JsonConverter(typeof(MetaConverter))]
        public JsonElement? Meta { get; init; }
    }

    public sealed record UsageUpdate : SessionUpdate
    {
        [JsonPropertyName("sessionUpdate")]
        public string Tag => "usage_update";

        /// <summary>Tokens in the context now.</summary>
        public required ulong Used { get; init; }

        /// <summary>Tokens the context can hold.</summary>
        public required ulong Size { get; init; }

        [JsonConverter(typeof(LenientConverter<Cost>))]
        public Cost? Cost { get; init; }

        [JsonPropertyName("_meta")]
        [JsonConverter(typeof(MetaConverter))]
        public JsonElement? Meta { get; init; }
    }

    /// <summary>Only for clients that advertise <c>session.notices</c>.</summary>
    public sealed record Notice : SessionUpdate
    {
        [JsonPropertyName("sessionUpdate")]
        public string Tag => "notice";

        /// <summary>See <see cref="NoticeSeverities"/>.</summary>
        public required string Severity { get; init; }

        public required string Title { get; init; }

        [JsonConverter(typeof(LenientConverter<string>))]
        public string? Description { get; init; }

        [JsonPropertyName("_meta")]
        [JsonConverter(typeof(MetaConverter))]
        public JsonElement? Meta { get; init; }
    }

    /// <summary>Only for clients that advertise <c>session.compaction</c>.</summary>
    public sealed record CompactionUpdate : SessionUpdate
    {
        [JsonPropertyName("sessionUpdate")]
        public string Tag => "compaction_update";

        public required string CompactionId { get; init; }

        /// <summary>See <see cref="CompactionStatuses"/>.</summary>
        public required string Status { get; init; }

        [JsonConverter(typeof(LenientItemsConverter<ContentBlock>))]
        public IReadOnlyList<ContentBlock>? Summary { get; init; }

        [JsonConverter(typeof(LenientConverter<string>))]
        public string? Error { get; init; }

        [JsonPropertyName("_meta")]
        [JsonConverter(typeof(MetaConverter))]
        public JsonElement? Meta { get; init; }
    }

    /// <summary>Same gate as <see cref="CompactionUpdate"/>.</summary>
    public sealed record CompactionSummaryChunk : SessionUpdate
    {
        [JsonPropertyName("sessionUpdate")]
        public string Tag => "compaction_summary_chunk";

        public required string CompactionId { get; init; }

        public required ContentBlock Content { get; init; }

        [JsonPropertyName("_meta")]
        [JsonConverter(typeof(MetaConverter))]
        public JsonElement? Meta { get; init; }
    }

    /// <summary>A kind newer than this code: kept whole, written back unchanged.</summary>
    public sealed record Unknown(JsonElement Raw) : SessionUpdate;
}
