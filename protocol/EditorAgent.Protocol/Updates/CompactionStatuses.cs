namespace EditorAgent.Protocol.Updates;

/// <summary>Known states of a compaction; peers may send others.</summary>
public static class CompactionStatuses
{
    public const string InProgress = "in_progress";
    public const string Completed = "completed";
    public const string Failed = "failed";
    public const string Cancelled = "cancelled";
}
