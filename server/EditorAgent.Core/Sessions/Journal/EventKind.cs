namespace EditorAgent.Core.Sessions.Journal;

/// <summary>Names of the kinds of records in a journal. They are on users' disks: a name once shipped never changes its meaning.</summary>
internal static class EventKind
{
    public const string Created = "created";
    public const string TitleChanged = "title";
    public const string TitleAsked = "title_ask";
    public const string ArchiveChanged = "archive";
    public const string ModelChanged = "model";
    public const string ModeChanged = "mode";
    public const string TurnStarted = "turn_start";
    public const string UserMessage = "user";
    public const string Reminder = "reminder";
    public const string InstructionsRead = "instructions";
    public const string SkillsListed = "skills";
    public const string AssistantMessage = "assistant";
    public const string ToolCallPlanned = "tool_plan";
    public const string PermissionAsked = "permission_ask";
    public const string PermissionDecided = "permission";
    public const string ToolCallStarted = "tool_start";
    public const string ToolCallEnded = "tool_end";
    public const string ExecutionAllowed = "execution";
    public const string FileChanged = "file";
    public const string SubagentReported = "subagent";
    public const string PlanChanged = "plan";
    public const string TurnUndone = "undo";
    public const string ChangesReviewed = "review";
    public const string Compacted = "compact";
    public const string OutputsPruned = "prune";
    public const string TurnEnded = "turn_end";
    public const string Notice = "notice";

    /// <summary>Text of an answer while it streams: the one kind that may be dropped. The whole answer makes it void.</summary>
    public const string Partial = "partial";
}
