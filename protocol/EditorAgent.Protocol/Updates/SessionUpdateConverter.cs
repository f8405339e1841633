namespace EditorAgent.Protocol.Updates;

internal sealed class SessionUpdateConverter() : TaggedUnionConverter<SessionUpdate>("sessionUpdate")
{
    protected override Type? TypeOf(string? tag) => tag switch
    {
        "user_message_chunk" => typeof(SessionUpdate.UserMessageChunk),
        "agent_message_chunk" => typeof(SessionUpdate.AgentMessageChunk),
        "agent_thought_chunk" => typeof(SessionUpdate.AgentThoughtChunk),
        "tool_call" => typeof(SessionUpdate.ToolCall),
        "tool_call_update" => typeof(SessionUpdate.ToolCallUpdate),
        "plan" => typeof(SessionUpdate.Plan),
        "available_commands_update" => typeof(SessionUpdate.AvailableCommandsUpdate),
        "current_mode_update" => typeof(SessionUpdate.CurrentModeUpdate),
        "config_option_update" => typeof(SessionUpdate.ConfigOptionUpdate),
        "session_info_update" => typeof(SessionUpdate.SessionInfoUpdate),
        "usage_update" => typeof(SessionUpdate.UsageUpdate),
        "notice" => typeof(SessionUpdate.Notice),
        "compaction_update" => typeof(SessionUpdate.CompactionUpdate),
        "compaction_summary_chunk" => typeof(SessionUpdate.CompactionSummaryChunk),
        null => throw new JsonException("SessionUpdate: the member 'sessionUpdate' is missing."),
        _ => null,
    };

    protected override SessionUpdate Unknown(JsonElement raw) => new SessionUpdate.Unknown(raw);

    protected override JsonElement? RawOf(SessionUpdate value) => (value as SessionUpdate.Unknown)?.Raw;
}
