namespace EditorAgent.Core.Hooks;

/// <summary>The names of events in configuration and in what hooks are told.</summary>
internal static class HookEventName
{
    public static string Of(HookEvent happened) => happened switch
    {
        HookEvent.BeforeTool => "before_tool",
        HookEvent.AfterTool => "after_tool",
        HookEvent.Prompt => "prompt",
        HookEvent.Stop => "stop",
        HookEvent.BeforeCompaction => "before_compaction",
        HookEvent.AfterCompaction => "after_compaction",
        HookEvent.SessionStart => "session_start",
        _ => "session_end",
    };

    public static HookEvent Parse(string name) => Enum.GetValues<HookEvent>().First(happened => Of(happened) == name);
}
